import type { OffsetGoal } from '../../scenario/further-intervention.ts';
import type { LogConsumption } from '../../scenario/scenario.ts';
import type { GroupRebalanced } from '../../trace/entries/log-entries.ts';
import { dropWords } from '../drop-words.ts';
import type { AssignedPartition, CommitData, GroupMember, PartitionReader } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { CommitPolicy } from './consumer/commit-policy.ts';
import { Reader } from './consumer/reader.ts';
import { Group } from './group.ts';
import type { GroupPartition } from './group.ts';
import { GroupOffsets } from './group-offsets.ts';
import type { Records, Stored } from './records.ts';

const AFTER_EACH: CommitPolicy = { when: 'after-processing', every: 1 };

/** Runs one consumer group of a log: who reads what, how far it is committed, and what is sent to whom. */
export class GroupCoordinator {
  readonly group: Group;
  readonly #world: World;
  readonly #log: string;
  readonly #name: string;
  readonly #records: Records;
  readonly #offsets: GroupOffsets;
  readonly #running: () => boolean;

  constructor(world: World, log: string, name: string, partitions: number, records: Records, running: () => boolean) {
    this.group = new Group(partitions);
    this.#world = world;
    this.#log = log;
    this.#name = name;
    this.#records = records;
    this.#running = running;
    this.#offsets = new GroupOffsets(world, log, name, this.group, records);
  }

  /** Deals the partitions out anew and tells everybody. */
  rebalance(because: GroupRebalanced['because'], member: string, why: number): void {
    const { group } = this;
    const { trace, clock } = this.#world;
    const { assignment, revoked, added, followUp } = group.rebalance();
    const { generation, assignor } = group;
    const base = (seq: number, of: number) => ({ seq, tUs: clock.nowUs, at: this.#log, cause: of });
    let cause = why;
    if (group.size > 1 || because === 'expired') {
      const told = { group: this.#name, generation, assignor, because, member, revoked, added };
      cause = trace.append({ ...base(trace.next, cause), kind: 'group.rebalanced', ...told });
    }
    const assigned = { group: this.#name, generation, assignment };
    cause = trace.append({ ...base(trace.next, cause), kind: 'group.assigned', ...assigned });
    for (const one of group.present) one.assigned(generation, this.#sharesOf(one, cause), cause);
    if (followUp) this.rebalance('follow-up', member, cause);
  }

  /** A person has the group read on somewhere else: its members let go of all that they have, and begin again. */
  rewind(to: OffsetGoal, cause: number): void {
    const { group } = this;
    this.#offsets.rewind(to, cause);
    group.generation++;
    for (const one of group.present) one.assigned(group.generation, [], cause);
    this.rebalance('follow-up', group.present[0]?.id ?? '', cause);
  }

  /** The partition ends at the offset now. */
  shortened(partition: number, end: number, cause: number): void {
    const state = this.#at(partition);
    const isBehind = (state.wanted ?? 0) > end;
    this.#offsets.shortened(partition, end, cause);
    if (!isBehind) return;
    state.wanted = end;
    const member = this.group.member(state.member ?? '');
    member?.wound?.(partition, this.#reader(member.spec, end));
  }

  commit(hop: Hop, cause: number): void {
    const { partition, generation, offset } = hop.message.data as unknown as CommitData;
    const state = this.#at(partition);
    const { trace, clock } = this.#world;
    // A commit may have been sent right before its member went down.
    const member = state.member === null ? null : this.group.known(state.member);
    const isNew = offset > (state.committed ?? 0);
    const inTransaction = isNew && member?.spec?.exactlyOnce === true;
    const isStale = generation !== this.group.generation;
    if (isStale || (inTransaction && this.#records.settle?.(this.#name, partition, 'committed', cause) === false)) {
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.#log,
        cause,
        kind: 'message.dropped',
        hop: null,
        message: hop.message,
        from: hop.from,
        to: this.#log,
        reason: 'fenced',
        why: dropWords.fenced,
        mayComeAgain: true,
      });
      if (!isStale) this.#again(member, partition, state.committed ?? 0);
      return;
    }
    if (!isNew) return;
    state.committed = offset;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#log,
      cause,
      kind: 'offset.committed',
      group: this.#name,
      partition,
      offset,
    });
    if (inTransaction) member?.settled?.(partition, offset);
  }

  /** Sends the record that the member's poll waits for, once it exists. */
  serve(partition: number): void {
    const state = this.#at(partition);
    const { wanted } = state;
    if (wanted === null || state.member === null || !this.#running()) return;
    const committed = this.group.member(state.member)?.spec?.readCommitted === true;
    const record = this.#records.next(partition, wanted, committed);
    if (record === undefined) return;
    const { offset } = record;
    if (offset !== wanted && !this.#skips(partition, wanted, record, committed)) return;
    state.wanted = null;
    let attempt = 1;
    if (offset < state.furthest) {
      attempt = (state.redeliveries.get(offset) ?? 1) + 1;
      state.redeliveries.set(offset, attempt);
    } else state.furthest = offset + 1;
    state.lastSent = this.#world.network.ship({
      message: record.message,
      from: this.#log,
      to: state.member,
      passage: 'fetch',
      attempt,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: { log: this.#log, group: this.#name, partition, offset },
      // The record's own story, rather than the handling of another that made room for it.
      cause: record.seq,
    });
  }

  #at(partition: number): GroupPartition {
    return this.group.partitions[partition] as GroupPartition;
  }

  #sharesOf({ id, spec }: GroupMember, cause: number): readonly AssignedPartition[] {
    return this.group.partitions.flatMap((state, partition) => {
      if (state.member !== id) return [];
      const begin = (): PartitionReader => {
        if (spec?.exactlyOnce === true) this.#records.settle?.(this.#name, partition, 'aborted', cause);
        return this.#reader(spec, this.#offsets.beginning(partition, cause));
      };
      return [{ partition, committed: state.committed, begin }];
    });
  }

  #reader(spec: LogConsumption | undefined, offset: number): PartitionReader {
    return new Reader(spec?.commit ?? AFTER_EACH, offset, this.#world.clock.nowUs);
  }

  /** The member handles the record at the offset again. */
  #again(member: GroupMember | null, partition: number, offset: number): void {
    member?.wound?.(partition, this.#reader(member.spec, offset));
    member?.fetchTimedOut(partition, offset);
  }

  /** The record that is waited for is not there (any more): says why, and whether the next one is sent. */
  #skips(partition: number, wanted: number, { offset, seq: cause }: Stored, committed: boolean): boolean {
    if (wanted < this.#records.start(partition)) {
      const to = this.#offsets.expired(partition, wanted, cause);
      this.#at(partition).wanted = to;
      if (to > offset) return false;
    }
    const offsets = committed ? (this.#records.aborted?.(partition, wanted, offset) ?? []) : [];
    if (offsets.length > 0) {
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.#log, cause };
      trace.append({ ...base, kind: 'record.passed-over', group: this.#name, partition, offsets });
    }
    return true;
  }
}
