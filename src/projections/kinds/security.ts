import type { Scenario } from '../../scenario/scenario.ts';
import { projectFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { viewsKind } from '../kind.ts';
import { foldVault, initialVault, vaultView } from '../vault-fold.ts';

viewsKind('vault', (spec, _, entries) => projectFold(entries, initialVault(spec), foldVault, vaultView));

const nameOf = (id: string, { components }: Scenario): string => components.get(id)?.name ?? id;

describesEntry('access.denied', ({ why }, who) => `${who} refuses: ${why}`);
describesEntry('policy.violated', ({ why }) => `A leak: ${why}`);
describesEntry(
  'message.encrypted',
  ({ message, fields, subject }, who) =>
    `${who} encrypts ${fields.join(', ')} of ${message.name} with the key of ${subject}`,
);
describesEntry(
  'message.decrypted',
  ({ message, fields }, who) => `${who} decrypts ${fields.join(', ')} of ${message.name}`,
);
describesEntry(
  'message.unreadable',
  ({ message, fields, why }, who) => `${who} cannot read ${fields.join(', ')} of ${message.name}: ${why}`,
);
describesEntry('encryption.failed', ({ message, why }, who) => `${who} is stuck with ${message.name}. ${why}`);
describesEntry('wire.tapped', ({ message }, who) => `${who} listens in and gets a copy of ${message.name}`);
describesEntry('key.created', ({ subject }, who) => `${who} makes a key for ${subject}`);
describesEntry(
  'key.rotated',
  ({ subject, version }, who) => `${who} makes version ${version} of the key of ${subject}`,
);
describesEntry(
  'key.destroyed',
  ({ subject }, who) => `${who} throws the key of ${subject} away: nobody will read again what it encrypted`,
);
describesEntry('key.served', ({ subject, version, to }, who, scenario) =>
  version === null
    ? `${who} has no key of ${subject} for ${nameOf(to, scenario)}`
    : `${who} gives ${nameOf(to, scenario)} version ${version} of the key of ${subject}`,
);
describesEntry(
  'key.rewrapped',
  ({ subject, fromVersion, version }, who) =>
    `${who} encrypts a text of ${subject} anew: version ${version} of the key instead of ${fromVersion}`,
);
describesEntry('key.refused', ({ why }, who) => `${who} refuses: ${why}`);
