import type { OffsetGoal } from '../../scenario/further-intervention.ts';
import type { OffsetReset } from '../../trace/entries/log-entries.ts';
import type { World } from '../world.ts';
import type { Group, GroupPartition } from './group.ts';
import type { Records } from './records.ts';

/** Where one group stands in a log, and where it goes when that is no place to stand. */
export class GroupOffsets {
  readonly #world: World;
  readonly #log: string;
  readonly #name: string;
  readonly #group: Group;
  readonly #records: Records;

  constructor(world: World, log: string, name: string, group: Group, records: Records) {
    this.#world = world;
    this.#log = log;
    this.#name = name;
    this.#group = group;
    this.#records = records;
  }

  /** Where the group reads on; where it has no valid committed offset, as its reset policy says. */
  beginning(partition: number, cause: number): number {
    const { committed } = this.#at(partition);
    const start = this.#records.start(partition);
    if (committed !== null && committed >= start) return committed;
    const offset = this.#resetTo(partition);
    if (committed !== null || offset > 0)
      this.#reset(partition, committed, offset, committed === null ? 'new' : 'expired', cause);
    return offset;
  }

  /** The group stood before the log's start; returns where it stands now. */
  expired(partition: number, from: number, cause: number): number {
    const offset = this.#resetTo(partition);
    this.#reset(partition, from, offset, 'expired', cause);
    return offset;
  }

  /** The partition ends at the offset now: whoever stood behind it is put there. */
  shortened(partition: number, end: number, cause: number): void {
    const state = this.#at(partition);
    for (const offset of state.redeliveries.keys()) if (offset >= end) state.redeliveries.delete(offset);
    const { committed, wanted } = state;
    state.furthest = Math.min(state.furthest, end);
    if ((committed ?? 0) > end) this.#reset(partition, committed, end, 'lost', cause);
    else if ((wanted ?? 0) > end) this.#reset(partition, wanted, end, 'lost', cause);
  }

  /** A person has the group read on somewhere else. */
  rewind(to: OffsetGoal, cause: number): void {
    this.#group.partitions.forEach(({ committed }, partition) =>
      this.#reset(partition, committed, this.#goal(to, partition), 'asked', cause),
    );
  }

  #goal(to: OffsetGoal, partition: number): number {
    const start = this.#records.start(partition);
    const end = this.#records.readableEnd(partition, false);
    switch (to.kind) {
      case 'earliest':
        return start;
      case 'latest':
        return end;
      case 'offset':
        return Math.min(end, Math.max(start, to.offset));
      case 'time': {
        let record = this.#records.next(partition, start, false);
        while (record !== undefined && record.tUs < to.timeUs)
          record = this.#records.next(partition, record.offset + 1, false);
        return record?.offset ?? end;
      }
    }
  }

  #at(partition: number): GroupPartition {
    return this.#group.partitions[partition] as GroupPartition;
  }

  #resetTo(partition: number): number {
    const spec = this.#group.known(this.#at(partition).member ?? '')?.spec;
    if (spec?.reset !== 'latest') return this.#records.start(partition);
    return this.#records.readableEnd(partition, spec.readCommitted === true);
  }

  #reset(partition: number, from: number | null, offset: number, because: OffsetReset['because'], cause: number): void {
    const { trace, clock } = this.#world;
    const state = this.#at(partition);
    state.committed = offset;
    state.furthest = Math.min(state.furthest, this.#records.end(partition));
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#log,
      cause,
      kind: 'offset.reset',
      group: this.#name,
      partition,
      from,
      offset,
      because,
      skipped: Math.max(0, offset - (from ?? 0)),
    });
  }
}
