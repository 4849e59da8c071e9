import type { Message } from '../../trace/message.ts';
import type { LogSpec } from '../../scenario/scenario.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import { Life } from '../life.ts';
import type { CommitData, LogPort } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { Group } from './group.ts';
import type { GroupPartition } from './group.ts';
import { partitionOf } from './partitioner.ts';

/** How long a broker takes to be up again after Restart. */
const RESTART_US = 500_000;
/** A consumer that got no answer to its fetch asks again after this. */
const FETCH_TIMEOUT_US = 500_000;

/** A log broker with one topic: see spec.md beside it. */
export class Log implements Component, LogPort {
  readonly id: string;
  readonly #world: World;
  readonly #partitions: Message[][];
  readonly #groups = new Map<string, Group>();
  readonly #life: Life;
  #nextKeyless = 0;

  constructor(world: World, spec: LogSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#partitions = Array.from({ length: spec.partitions }, () => []);
    this.#life = new Life(world, spec.id, RESTART_US, (cause) => this.#resume(cause));
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
    const { group, partition, offset } = hop.record;
    const generation = this.#group(group).generation;
    this.#world.clock.after(FETCH_TIMEOUT_US, () => {
      const state = this.#group(group).partitions[partition] as GroupPartition;
      if (this.#group(group).generation !== generation || state.position !== offset + 1) return;
      state.position = offset;
      this.poll(group, partition);
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

  join(name: string, member: string, cause: number | null): number {
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
    this.#serveAll(name, group, seq);
    return group.generation;
  }

  silence(name: string, member: string): void {
    this.#group(name).silence(member);
  }

  poll(name: string, partition: number): void {
    const group = this.#group(name);
    (group.partitions[partition] as GroupPartition).polled = true;
    this.#serve(name, group, partition, null);
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
    const records = this.#partitions[partition] as Message[];
    const offset = records.push(message) - 1;
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
    for (const [name, group] of this.#groups) this.#serve(name, group, partition, seq);
  }

  #commit(hop: Hop, cause: number): void {
    const { group: name, partition, generation, offset } = hop.message.data as unknown as CommitData;
    const group = this.#group(name);
    const state = group.partitions[partition] as GroupPartition;
    const { trace, clock } = this.#world;
    if (generation !== group.generation || state.member !== hop.from) {
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

  #resume(cause: number): void {
    for (const [name, group] of this.#groups) this.#serveAll(name, group, cause);
  }

  #serveAll(name: string, group: Group, cause: number): void {
    for (let partition = 0; partition < group.partitions.length; partition++)
      this.#serve(name, group, partition, cause);
  }

  /** Sends the next record to the member whose poll waits for it. */
  #serve(name: string, group: Group, partition: number, cause: number | null): void {
    const state = group.partitions[partition] as GroupPartition;
    const records = this.#partitions[partition] as Message[];
    const offset = state.position;
    if (!state.polled || state.member === null || offset >= records.length || !this.#life.running) return;
    state.polled = false;
    state.position = offset + 1;
    let attempt = 1;
    if (offset < state.furthest) {
      attempt = (state.redeliveries.get(offset) ?? 1) + 1;
      state.redeliveries.set(offset, attempt);
    } else state.furthest = offset + 1;
    this.#world.network.ship({
      message: records[offset] as Message,
      from: this.id,
      to: state.member,
      passage: 'fetch',
      attempt,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: { log: this.id, group: name, partition, offset },
      cause,
    });
  }
}
