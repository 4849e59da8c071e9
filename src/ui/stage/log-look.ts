import { unread } from '../../projections/log-fold.ts';
import { recordAt } from '../../projections/partition-records.ts';
import type { GroupView, LogRecord, LogView, PartitionView, View } from '../../projections/view.ts';
import type { GroupPin } from '../drawing/log-pins.tsx';
import type { LogPartition, LogRecord as Cell } from '../drawing/log-row.tsx';
import type { NodeState } from '../drawing/node-state.tsx';
import { nodeStateOf } from './node-state-of.ts';
import { shareOf } from './share-of.ts';

export interface LogLook {
  readonly state: NodeState;
  readonly progress: number | undefined;
  readonly partitions: readonly LogPartition[];
  /** Equal for looks that draw the same. */
  readonly signature: string;
}

/** Unread records of one partition from which on a group that still reads counts as late. */
const LATE_FROM = 2;

/** Whether a group is late: its reader is not up while records wait, or too many wait in one partition. */
export function isLate(group: GroupView, log: LogView, view: View): boolean {
  if (group.lag === 0) return false;
  const life = view.components.get(group.component)?.life.state;
  if (life === 'crashed' || life === 'restarting') return true;
  return group.partitions.some(({ committed }, i) => unread(log.partitions[i], committed) >= LATE_FROM);
}

/** How a log looks with `columns` columns: its last records, and the pins of `groups` (null: all). */
export function logLook(log: LogView, view: View, columns: number, groups: ReadonlySet<string> | null): LogLook {
  const late = new Set(log.groups.filter((group) => isLate(group, log, view)));
  const shown = log.groups.filter(
    ({ group, generation, component }) =>
      (groups === null || groups.has(group)) &&
      // Who has not joined yet reads nowhere.
      (generation > 0 || view.components.get(component)?.life.state !== 'absent'),
  );
  const partitions = log.partitions.map((partition, i): LogPartition => {
    const { index, end } = partition;
    const first = Math.max(partition.start ?? 0, end - columns);
    return {
      id: `p${index}`,
      ...(partition.start !== undefined && { start: partition.start }),
      first,
      cells: Array.from({ length: end - first }, (_, n) => cellOf(recordAt(partition, first + n))),
      pins: pinsOf(shown, late, i, partition),
    };
  });
  const { state, sinceUs, untilUs } = log.life;
  const drawn: NodeState = nodeStateOf(log.life);
  const progress = state === 'restarting' && untilUs !== null ? shareOf(view.tUs, sinceUs, untilUs) : undefined;
  const pins = partitions.map((partition) =>
    (partition.pins ?? [])
      .map(({ at, who, bad, lag }) => `${who.join('')}@${at}${bad === true ? `!${lag}` : ''}`)
      .join(),
  );
  return {
    state: drawn,
    progress,
    partitions,
    signature: `${drawn} ${progress} ${log.partitions.map(({ start = 0, end, records, sparse }) => (sparse === true ? `${start}-${records.length}-${end}` : end)).join()} ${pins.join(';')}`,
  };
}

function cellOf(record: LogRecord | undefined): Cell | null {
  if (record === undefined) return null;
  const { label, kind, poison } = record.message;
  return { n: label, kind: kind === 'command' ? 'command' : 'event', poison };
}

/** One pin per place; late groups have pins of their own, at what they have committed, with their lag. */
function pinsOf(
  groups: readonly GroupView[],
  late: ReadonlySet<GroupView>,
  index: number,
  partition: PartitionView,
): GroupPin[] {
  const pins: GroupPin[] = [];
  const together = new Map<number, string[]>();
  for (const group of groups) {
    const place = group.partitions[index];
    if (place === undefined) continue;
    const lag = unread(partition, place.committed);
    if (late.has(group) && lag > 0) {
      pins.push({ at: place.committed, who: [group.mark], bad: true, lag });
      continue;
    }
    const marks = together.get(place.position);
    if (marks === undefined) together.set(place.position, [group.mark]);
    else marks.push(group.mark);
  }
  return [...pins, ...[...together].map(([at, who]) => ({ at, who }))];
}
