import type { Arrow } from '../../projections/space-time.ts';
import { shareOf } from '../stage/share-of.ts';
import type { TimeAxis } from './time-axis.ts';

/** Everything that places things on the diagram. Keep the object while it stays the same. */
export interface Plot {
  readonly axis: TimeAxis;
  readonly laneHeight: number;
  /** Lane of each component; components without one are not drawn. */
  readonly index: ReadonlyMap<string, number>;
  /** What is emphasised: a component, a link `a~b`, or null for all alike. */
  readonly selected: string | null;
  /** The correlation id of the followed message. */
  readonly followed: number | null;
  /** Every which number of an order stands over the lanes of the clients; 0: none. */
  readonly numbers: number;
  readonly clients: ReadonlySet<string>;
  /** Size of an arrow's head. */
  readonly head: number;
}

/** The middle of a component's lane; undefined: it has none. */
export function laneY(plot: Plot, component: string): number | undefined {
  const i = plot.index.get(component);
  return i === undefined ? undefined : (i + 0.5) * plot.laneHeight;
}

/** Bookkeeping between log and reader is not drawn unless it fails. */
export const isDrawn = (plot: Plot, arrow: Arrow): boolean =>
  plot.index.has(arrow.from) &&
  plot.index.has(arrow.to) &&
  plot.index.get(arrow.from) !== plot.index.get(arrow.to) &&
  (arrow.lost !== null || (arrow.passage !== 'ack' && arrow.passage !== 'commit'));

/** How far a hop has come at `tUs`, 0 to 1; one that is lost comes no further than that. */
export function arrowShare({ sentUs, dueUs, endUs, lost }: Arrow, tUs: number): number {
  return shareOf(
    lost !== null && endUs !== null ? Math.min(tUs, endUs) : tUs,
    sentUs,
    endUs !== null && lost === null ? endUs : dueUs,
  );
}

/** Whether an arrow touches what is selected or followed, so that it keeps its full weight. */
export function isStrong(plot: Plot, { from, to, message }: Arrow): boolean {
  if (plot.followed !== null && message.correlationId === plot.followed) return true;
  if (plot.selected === null) return plot.followed === null;
  if (plot.selected.includes('~')) {
    const [a, b] = plot.selected.split('~');
    return (from === a && to === b) || (from === b && to === a);
  }
  return from === plot.selected || to === plot.selected;
}

/** Room that a number over a client's lane needs. */
const NUMBER_ROOM = 26;

/** Whether clients ask for something with this hop: its number stands over their lane. */
export function isAsked(clients: ReadonlySet<string>, { from, message }: Arrow): boolean {
  return clients.has(from) && (message.kind === 'command' || message.kind === 'query' || message.kind === 'event');
}

/** Every which number has room over the lanes of the clients. */
export function numbersEvery(arrows: readonly Arrow[], clients: ReadonlySet<string>, axis: TimeAxis): number {
  let [count, firstUs, lastUs] = [0, Infinity, -Infinity];
  for (const arrow of arrows) {
    if (!isAsked(clients, arrow)) continue;
    count++;
    firstUs = Math.min(firstUs, arrow.sentUs);
    lastUs = Math.max(lastUs, arrow.sentUs);
  }
  if (count < 2) return 1;
  const spacing = ((lastUs - firstUs) * axis.pxPerUs) / (count - 1);
  return [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => spacing * n >= NUMBER_ROOM) ?? 1_000;
}
