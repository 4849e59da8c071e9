import type { Message } from '../../trace/message.ts';
import type { LogSpec } from '../../scenario/scenario.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import { Life } from '../life.ts';
import type { CommitData, GroupMember, LogPort } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { Group } from './group.ts';
import type { GroupPartition } from './group.ts';
import { partitionOf } from './partitioner.ts';

/** How long a broker takes to be up again after Restart. */
const RESTART_US = 500_000;
/** A consumer that got no answer to its fetch asks again after this. */
const FETCH_TIMEOUT_US = 500_000;

/** A record at rest. */
interface Stored {
  readonly message: Message;
  /** Seq of its `log.appended`. */
  readonly seq: number;
}

/** A log broker with one topic: see spec.md beside it. */
export class Log implements Component, LogPort {
  readonly id: string;
  readonly #world: World;
  readonly #partitions: readonly Stored[][];
  readonly #groups = new Map<string, Group>();
  /** They asked to join while it was down. */
  #joining: { readonly group: string; readonly member: GroupMember; readonly cause: number }[] = [];
  readonly #life: Life;
  #nextKeyless = 0;

  constructor(world: World, spec: LogSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#partitions = Array.from({ length: spec.partitions }, () => []);
    this.#life = new Life(world, spec.id, RESTART_US, () => this.#resume());
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'commit') this.#commit(hop, cause);
    else this.#append(hop, cause);
  }

  /** A record that got lost on its way: the consumer's fetch times out, and it asks again. */
  undelivered(hop: Hop): void {
    if (hop.passage !== 'fetch' || hop.duplicate || hop.record === null) return;
    const { group: name, partition, offset } = hop.record;
    const group = this.#group(name);
    this.#world.clock.after(FETCH_TIMEOUT_US, () => {
      const state = group.partitions[partition] as GroupPartition;
      if (state.lastSent === hop.sentSeq && state.member === hop.to)
        group.member(hop.to)?.fetchTimedOut(partition, offset);
    });
  }

  crash(cause: number): string | null {
    return this.#life.crash(cause, 0);
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a log does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a log passes messages on as they are';
  }

  join(name: string, member: GroupMember, cause: number): void {
    if (!this.#life.running) {
      this.#joining.push({ group: name, member, cause });
      return;
    }
    const group = this.#group(name);
    const assignment = group.join(member);
    const { trace, clock } = this.#world;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'group.assigned',
      group: name,
      generation: group.generation,
      assignment,
    });
    for (const one of group.present) {
      const mine = (assignment[one.id] ?? []).map((partition) => ({
        partition,
        committed: (group.partitions[partition] as GroupPartition).committed,
      }));
      one.assigned(group.generation, mine, seq);
    }
  }

  silence(name: string, member: string): void {
    this.#joining = this.#joining.filter((one) => one.group !== name || one.member.id !== member);
    this.#group(name).silence(member);
  }

  poll(name: string, partition: number, offset: number): void {
    const group = this.#group(name);
    (group.partitions[partition] as GroupPartition).wanted = offset;
    this.#serve(name, group, partition);
  }

  #group(name: string): Group {
    let group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, (group = new Group(this.#partitions.length)));
    return group;
  }

  #append(hop: Hop, cause: number): void {
    const { message } = hop;
    const { trace, clock, network, messages } = this.#world;
    const partition =
      message.key === null
        ? this.#nextKeyless++ % this.#partitions.length
        : partitionOf(message.key, this.#partitions.length);
    const records = this.#partitions[partition] as Stored[];
    const offset = records.length;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'log.appended',
      partition,
      offset,
      message,
    });
    records.push({ message, seq });
    if (hop.expectsAnswer) {
      network.ship({
        message: messages.answer(message, this.id, 'reply', { partition, offset }),
        from: this.id,
        to: hop.from,
        passage: 'ack',
        attempt: hop.attempt,
        final: hop.final,
        expectsAnswer: false,
        timeoutAtUs: null,
        record: null,
        cause: seq,
      });
    }
    for (const [name, group] of this.#groups) this.#serve(name, group, partition);
  }

  #commit(hop: Hop, cause: number): void {
    const { group: name, partition, generation, offset } = hop.message.data as unknown as CommitData;
    const group = this.#group(name);
    const state = group.partitions[partition] as GroupPartition;
    const { trace, clock } = this.#world;
    if (generation !== group.generation) {
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.id,
        cause,
        kind: 'message.dropped',
        hop: null,
        message: hop.message,
        from: hop.from,
        to: this.id,
        reason: 'fenced',
        why: dropWords.fenced,
        mayComeAgain: true,
      });
      return;
    }
    if (offset <= state.committed) return;
    state.committed = offset;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'offset.committed',
      group: name,
      partition,
      offset,
    });
  }

  #resume(): void {
    const joining = this.#joining;
    this.#joining = [];
    for (const { group, member, cause } of joining) this.join(group, member, cause);
    for (const [name, group] of this.#groups)
      for (let partition = 0; partition < group.partitions.length; partition++) this.#serve(name, group, partition);
  }

  /** Sends the record that the member's poll waits for, once it exists. */
  #serve(name: string, group: Group, partition: number): void {
    const state = group.partitions[partition] as GroupPartition;
    const offset = state.wanted;
    if (offset === null || state.member === null || !this.#life.running) return;
    const record = (this.#partitions[partition] as Stored[])[offset];
    if (record === undefined) return;
    state.wanted = null;
    let attempt = 1;
    if (offset < state.furthest) {
      attempt = (state.redeliveries.get(offset) ?? 1) + 1;
      state.redeliveries.set(offset, attempt);
    } else state.furthest = offset + 1;
    state.lastSent = this.#world.network.ship({
      message: record.message,
      from: this.id,
      to: state.member,
      passage: 'fetch',
      attempt,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: { log: this.id, group: name, partition, offset },
      // The record's own story, rather than the handling of another that made room for it.
      cause: record.seq,
    });
  }
}
