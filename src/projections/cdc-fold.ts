import type { CdcSpec, OutboxRelaySpec } from '../scenario/kinds/cdc-spec.ts';
import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { CdcView } from './views/database-view.ts';
import { counted, msText } from './words.ts';

/** What a connector's or a relay's entries come to. */
export type CdcState = Omit<CdcView, 'kind' | 'entryCount'>;

export function initialCdc({ id, kind, source }: CdcSpec | OutboxRelaySpec): CdcState {
  const counts = kind === 'cdc' ? { published: 0, again: 0, ignored: 0 } : { polls: 0, published: 0, again: 0 };
  return { ...newborn(id), source, lsn: 0, storedLsn: kind === 'cdc' ? 0 : null, lagUs: 0, counts };
}

export function foldCdc(before: CdcState, entry: Entry): CdcState {
  const state = foldCommon(before, entry);
  if (entry.at !== state.id) return state;
  switch (entry.kind) {
    case 'change.captured': {
      const { lsn, lagUs, again } = entry;
      return { ...state, lsn, lagUs, counts: plus(state.counts, again ? ['published', 'again'] : ['published']) };
    }
    case 'change.ignored':
      return { ...state, lsn: entry.lsn, counts: plus(state.counts, ['ignored']) };
    case 'position.stored':
      return { ...state, storedLsn: entry.lsn };
    case 'outbox.polled':
      return { ...state, counts: plus(state.counts, ['polls']) };
    case 'outbox.relayed':
      return { ...state, counts: plus(state.counts, entry.again ? ['published', 'again'] : ['published']) };
    default:
      return state;
  }
}

export function cdcView(kind: CdcView['kind']): (state: CdcState, entryCount: number) => CdcView {
  return (state, entryCount) => {
    const { counts, lsn, storedLsn, lagUs } = state;
    const { published = 0, again = 0 } = counts;
    const facts: [string, string][] = [['published', String(published)]];
    if (again > 0) facts.push(['of these again', String(again)]);
    if (storedLsn !== null)
      facts.push(['read to', String(lsn)], ['goes on from', String(storedLsn)], ['behind the commit', msText(lagUs)]);
    return { ...state, kind, entryCount, sub: `${counted(published, 'event')} out`, facts };
  };
}

function plus(counts: CdcState['counts'], outcomes: readonly string[]): CdcState['counts'] {
  const next: { [outcome: string]: number } = { ...counts };
  for (const outcome of outcomes) next[outcome] = (next[outcome] ?? 0) + 1;
  return next;
}
