import type { GroupView, LogView, View } from '../../projections/view.ts';
import type { GroupPin } from '../drawing/log-pins.tsx';
import type { LogPartition } from '../drawing/log-row.tsx';
import type { NodeState } from '../drawing/node-state.tsx';
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
  return group.partitions.some(({ committed }, i) => (log.partitions[i]?.end ?? 0) - committed >= LATE_FROM);
}

/** How a log looks with `columns` columns: its last records, and the pins of `groups` (null: all). */
export function logLook(log: LogView, view: View, columns: number, groups: ReadonlySet<string> | null): LogLook {
  const late = new Set(log.groups.filter((group) => isLate(group, log, view)));
  const shown = log.groups.filter(({ group }) => groups === null || groups.has(group));
  const partitions = log.partitions.map(({ index, end, records }, i): LogPartition => {
    const first = Math.max(0, end - columns);
    return {
      id: `p${index}`,
      first,
      cells: records.slice(first, end).map(({ message }) => ({
        n: message.label,
        kind: message.kind === 'command' ? 'command' : 'event',
        poison: message.poison,
      })),
      pins: pinsOf(shown, late, i, end),
    };
  });
  const { state, sinceUs, untilUs } = log.life;
  const drawn: NodeState = state === 'up' ? 'idle' : state;
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
    signature: `${drawn} ${progress} ${log.partitions.map(({ end }) => end).join()} ${pins.join(';')}`,
  };
}

/** One pin per place; late groups have pins of their own, at what they have committed, with their lag. */
function pinsOf(
  groups: readonly GroupView[],
  late: ReadonlySet<GroupView>,
  partition: number,
  end: number,
): GroupPin[] {
  const pins: GroupPin[] = [];
  const together = new Map<number, string[]>();
  for (const group of groups) {
    const place = group.partitions[partition];
    if (place === undefined) continue;
    const lag = end - place.committed;
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
