import type { LogSpec, Scenario } from '../scenario/scenario.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Entry, GroupAssigned, LogAppended, MessageDropped } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import { foldExtras, withExtras } from './log-extras.ts';
import type { GroupView, LogRecord, LogView, PartitionView } from './view.ts';

/** A log without what an index of its own knows. */
export type LogState = Omit<LogView, 'entryCount'>;

type Place = GroupView['partitions'][number];

/** Folds one log's entries, those of its consumers that move a pin among them, and keeps its records. */
export class LogFolder {
  readonly initial: LogState;
  readonly #records: readonly LogRecord[][];
  /** Partitions that have lost records: what comes after that is kept in the states. */
  readonly #sparse: boolean[];
  readonly #isWhole: boolean;

  readonly #entries: readonly Entry[];

  /** `entries` is the trace's, so that a dropped fetch finds its record. */
  constructor(spec: LogSpec, scenario: Scenario, entries: readonly Entry[]) {
    this.#entries = entries;
    this.#isWhole = spec.broker !== undefined;
    this.#records = Array.from({ length: spec.partitions }, () => []);
    this.#sparse = this.#records.map(() => false);
    this.initial = withExtras(spec, {
      ...newborn(spec.id),
      kind: 'log',
      partitions: this.#records.map((records, index) => ({ index, end: 0, records })),
      groups: groupsOf(spec, scenario),
    });
  }

  /** Keeps what folding needs to look up; once per entry, before it is folded. */
  remember(entry: Entry): void {
    if (!('partition' in entry) || this.#sparse[entry.partition]) return;
    const records = this.#records[entry.partition];
    if (removes(entry, records?.length ?? 0)) this.#sparse[entry.partition] = true;
    if (entry.kind !== 'log.appended') return;
    invariant(records?.length === entry.offset, 'offsets of a partition have no gaps', { seq: entry.seq });
    records.push({ offset: entry.offset, message: entry.message, appendedUs: entry.tUs });
  }

  readonly fold = (state: LogState, entry: Entry): LogState => {
    const next = foldCommon(state, entry);
    switch (entry.kind) {
      case 'log.appended':
        return this.#extra(appended(next, entry), entry);
      case 'message.sent': {
        const { record } = entry;
        if (entry.passage !== 'fetch' || record === null || record.log !== state.id) return next;
        return withPlace(next, record.group, record.partition, (place) => ({ ...place, position: record.offset + 1 }));
      }
      case 'message.dropped':
        return this.#missed(next, entry);
      case 'offset.committed':
        return withPlace(next, entry.group, entry.partition, (place) => ({
          ...place,
          committed: entry.offset,
          position: Math.max(place.position, entry.offset),
        }));
      case 'group.assigned':
        return assigned(next, entry);
      case 'component.crashed':
        return { ...next, groups: next.groups.map((group) => rewound(group, entry.at)) };
      default:
        return entry.at === state.id ? foldExtras(next, entry) : next;
    }
  };

  #extra(state: LogState, entry: Entry): LogState {
    return this.#isWhole ? foldExtras(state, entry) : state;
  }

  /** A record that did not get through is fetched again. */
  #missed(state: LogState, { cause }: MessageDropped): LogState {
    const sent = cause === null ? undefined : this.#entries[cause];
    if (sent?.kind !== 'message.sent' || sent.passage !== 'fetch' || sent.duplicate) return state;
    if (sent.at !== state.id || sent.record === null) return state;
    const { group, partition, offset } = sent.record;
    return withPlace(state, group, partition, (place) =>
      place.position === offset + 1 ? { ...place, position: offset } : place,
    );
  }
}

function groupsOf(spec: LogSpec, scenario: Scenario): GroupView[] {
  const places = Array.from({ length: spec.partitions }, () => ({ committed: 0, position: 0, member: null }));
  const groups = new Map<string, GroupView>();
  for (const component of scenario.components.values()) {
    if (!('consumes' in component)) continue;
    for (const { from, group, mark } of component.consumes) {
      if (from !== spec.id || groups.has(group)) continue;
      groups.set(group, { group, mark, component: component.id, generation: 0, partitions: places, lag: 0 });
    }
  }
  return [...groups.values()];
}

/** Whether records go, so that those that stay are no longer found by their offsets. */
function removes(entry: Entry, records: number): boolean {
  if (entry.kind === 'log.leader-elected') return entry.end < records;
  return entry.kind === 'log.expired' || entry.kind === 'log.compacted';
}

function appended(state: LogState, { partition, offset, message, tUs }: LogAppended): LogState {
  const grown = (row: PartitionView): PartitionView => {
    const end = offset + 1;
    return row.sparse === true
      ? { ...row, end, records: [...row.records, { offset, message, appendedUs: tUs }] }
      : { ...row, end };
  };
  return {
    ...state,
    partitions: state.partitions.map((row) => (row.index === partition ? grown(row) : row)),
    groups: state.groups.map((group) => ({ ...group, lag: group.lag + 1 })),
  };
}

function assigned(state: LogState, { group: name, generation, assignment }: GroupAssigned): LogState {
  const members = new Map<number, string>();
  for (const [member, partitions] of Object.entries(assignment)) {
    for (const partition of partitions) members.set(partition, member);
  }
  return withGroup(state, name, (group) => ({
    ...group,
    generation,
    partitions: group.partitions.map((place, index) => {
      const member = members.get(index) ?? null;
      // Whoever keeps a partition reads on where it is; whoever gets it anew, from what is committed.
      return place.member === member ? place : { committed: place.committed, position: place.committed, member };
    }),
  }));
}

/** What a crashed member had read and not committed is read again. */
function rewound(group: GroupView, crashed: string): GroupView {
  if (!group.partitions.some((place) => place.member === crashed && place.position !== place.committed)) return group;
  const partitions = group.partitions.map((place) =>
    place.member === crashed ? { ...place, position: place.committed } : place,
  );
  return { ...group, partitions };
}

/** How many offsets there are from the committed one on; what was deleted doesn't count. */
export function unread(partition: PartitionView | undefined, committed: number): number {
  const { start = 0, end = 0 } = partition ?? {};
  return Math.max(0, end - Math.max(start, committed));
}

export function withPlace(state: LogState, name: string, partition: number, change: (place: Place) => Place): LogState {
  return withGroup(state, name, (group) => {
    const partitions = group.partitions.map((place, index) => (index === partition ? change(place) : place));
    const lag = partitions.reduce((sum, place, index) => sum + unread(state.partitions[index], place.committed), 0);
    return { ...group, partitions, lag };
  });
}

function withGroup(state: LogState, name: string, change: (group: GroupView) => GroupView): LogState {
  return { ...state, groups: state.groups.map((group) => (group.group === name ? change(group) : group)) };
}
