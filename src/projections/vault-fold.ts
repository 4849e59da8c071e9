import type { VaultSpec } from '../scenario/kinds/vault-spec.ts';
import type { Row } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { TableView } from './view.ts';
import type { KeyView, VaultOutcome, VaultView } from './views/vault-view.ts';

const MOST_RECENT = 5;

type VaultState = Pick<VaultView, 'id' | 'life' | 'interfaces' | 'keys' | 'counts'>;

export function initialVault({ id }: VaultSpec): VaultState {
  const counts = { created: 0, rotated: 0, destroyed: 0, served: 0, denied: 0, missing: 0, rewrapped: 0 };
  return { ...newborn(id), keys: [], counts };
}

export function foldVault(before: VaultState, entry: Entry): VaultState {
  const state = foldCommon(before, entry);
  if (entry.at !== state.id) return state;
  const { tUs: changedUs } = entry;
  switch (entry.kind) {
    case 'key.created': {
      const { subject, version: versions } = entry;
      return counted({ ...state, keys: [...state.keys, { subject, versions, state: 'active', changedUs }] }, 'created');
    }
    case 'key.rotated':
      return counted(changed(state, entry.subject, { versions: entry.version, changedUs }), 'rotated');
    case 'key.destroyed':
      return counted(changed(state, entry.subject, { state: 'destroyed', changedUs }), 'destroyed');
    case 'key.served':
      return counted(state, entry.version === null ? 'missing' : 'served');
    case 'key.rewrapped':
      return counted(state, 'rewrapped');
    case 'access.denied':
      return counted(state, 'denied');
    default:
      return state;
  }
}

export function vaultView(state: VaultState, entryCount: number): VaultView {
  const { keys } = state;
  const active = keys.filter((key) => key.state === 'active').length;
  const gone = keys.length - active;
  return {
    ...state,
    kind: 'vault',
    entryCount,
    tables: [keysTable(keys)],
    sub: `${active} ${active === 1 ? 'key' : 'keys'}${gone === 0 ? '' : `, ${gone} thrown away`}`,
    facts: keys.map(({ subject, versions, state: is }): readonly [string, string] => [
      subject,
      is === 'active' ? `version ${versions}` : 'thrown away',
    ]),
  };
}

function changed(state: VaultState, subject: string, change: Partial<KeyView>): VaultState {
  return { ...state, keys: state.keys.map((key) => (key.subject === subject ? { ...key, ...change } : key)) };
}

function counted(state: VaultState, outcome: VaultOutcome): VaultState {
  return { ...state, counts: { ...state.counts, [outcome]: state.counts[outcome] + 1 } };
}

function keysTable(keys: readonly KeyView[]): TableView {
  const rowOf = ({ subject, versions, state }: KeyView): Row => ({ subject, versions, state });
  return {
    name: 'keys',
    size: keys.length,
    recent: [...keys]
      .sort((a, b) => b.changedUs - a.changedUs)
      .slice(0, MOST_RECENT)
      .map((key) => ({ key: key.subject, row: rowOf(key), writtenUs: key.changedUs, label: '' })),
    rows: () => new Map(keys.map((key) => [key.subject, rowOf(key)])),
  };
}
