import type { Entry } from '../trace/entry.ts';
import type { LinkView } from './view.ts';

export type LinksState = ReadonlyMap<string, LinkView>;

/** The links whose condition is not what the scenario says. */
export function foldLinks(state: LinksState, entry: Entry): LinksState {
  if (entry.kind !== 'state.changed' || entry.chart !== 'link') return state;
  const next = new Map(state);
  if (entry.to === 'ok') next.delete(entry.at);
  else next.set(entry.at, { id: entry.at, state: entry.to, sinceUs: entry.tUs, why: entry.why });
  return next;
}
