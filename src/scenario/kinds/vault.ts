import { listed } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Sending } from '../scenario.ts';
import { checkedPrincipals } from '../security/compile-security.ts';
import { KEEPERS } from '../security/keepers.ts';
import type { VaultDocument } from './vault-schema.ts';
import type { VaultOperation, VaultSpec } from './vault-spec.ts';

const DEFAULT_RESTART_US = 500_000;
const DEFAULT_TIMEOUT_US = 1_000_000;

const NEEDS: Readonly<Record<VaultOperation, readonly string[]>> = {
  rotate: ['subject'],
  forget: ['subject'],
  rewrap: ['subject', 'sealed'],
};
const WORDS: Readonly<Record<VaultOperation, string>> = {
  rotate: 'rotate a key',
  forget: 'throw a key away',
  rewrap: 'have a text encrypted anew',
};

/** Checks and compiles a vault. */
export function compileVault(document: VaultDocument, context: KindContext): OwnSpec<VaultSpec> {
  const { path, references } = context;
  const { encrypt, decrypt, cache, timeout, attempts, restart, on = {} } = document;
  for (const [name, operation] of Object.entries(on)) {
    const at = [...path, 'on', name];
    const contract = references.message(name, at);
    const missing = NEEDS[operation].filter((field) => contract?.fields.has(field) === false);
    if (missing.length > 0)
      references.findings.add(
        at,
        `\`${name}\` needs ${missing.length === 1 ? 'a field' : 'fields'} ${listed(missing)} to ${WORDS[operation]}`,
      );
  }
  const timeoutUs = timeout === undefined ? DEFAULT_TIMEOUT_US : usOf(timeout);
  if (timeoutUs === 0) references.findings.add([...path, 'timeout'], 'nobody answers in no time; give it some');
  return {
    kind: 'vault',
    tables: ['keys'],
    outcomes: ['created', 'rotated', 'destroyed', 'served', 'denied', 'missing', 'rewrapped'],
    sendings: sendingsTo(context),
    encrypt: encrypt === undefined ? null : checkedPrincipals(encrypt, [...path, 'encrypt'], references),
    decrypt: decrypt === undefined ? null : checkedPrincipals(decrypt, [...path, 'decrypt'], references),
    cacheUs: cache === undefined ? 0 : usOf(cache),
    timeoutUs,
    attempts: attempts ?? null,
    restartUs: restart === undefined ? DEFAULT_RESTART_US : usOf(restart),
    operations: new Map(Object.entries(on)),
  };
}

/** Components that name a message which this vault's keys encrypt: it hands them keys. */
function sendingsTo({ id, references }: KindContext): readonly Sending[] {
  const names = Object.entries(references.document.messages).flatMap(([name, { personal }]) =>
    personal !== undefined && 'vault' in personal && personal.vault === id ? [`"${name}"`] : [],
  );
  return [...references.components].flatMap(([to, component]) => {
    if (to === id || KEEPERS.has(component.kind)) return [];
    const text = JSON.stringify(component);
    return names.some((name) => text.includes(name)) ? [{ message: 'GetKey', to }] : [];
  });
}
