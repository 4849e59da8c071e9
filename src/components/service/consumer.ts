import type { Consumption } from '../../scenario/scenario.ts';
import type { DropReason, RecordPlace } from '../../trace/entry.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { AssignedPartition, CommitData, GroupMember } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { newLane } from './lane.ts';
import type { Arrived, Lane } from './lane.ts';
import { Membership } from './membership.ts';

/** A lost commit is sent again after this. */
const COMMIT_TIMEOUT_US = 500_000;

/** What a consumer needs of its service. */
export interface ConsumerPorts {
  /** Hands a record to the workers; `queued` says that the trace has it waiting already. */
  readonly accept: (hop: Hop, cause: number, queued: boolean) => void;
  /** Says that a record waits its turn; returns the seq. */
  readonly queue: (hop: Hop, cause: number) => number;
  /** Says that a record is gone from memory; returns the seq. */
  readonly drop: (hop: Hop, reason: DropReason, cause: number) => number;
}

/** One service's part in one consumer group. */
export class Consumer implements GroupMember {
  readonly id: string;
  readonly spec: Consumption;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  readonly #membership: Membership;
  readonly #lanes = new Map<number, Lane>();
  /** Records in hand whose partition has gone to another member, and the generation in which they came. */
  readonly #revoked = new Map<Hop, number>();
  #waiting = 0;

  constructor(world: World, owner: string, spec: Consumption, ports: ConsumerPorts) {
    this.id = owner;
    this.#world = world;
    this.spec = spec;
    this.#ports = ports;
    this.#membership = new Membership(world, spec, this);
  }

  /** How many records wait their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** How many records are in its memory and in no worker's hands or inbox. */
  get held(): number {
    let held = this.#waiting;
    for (const { timer } of this.#lanes.values()) if (timer !== null) held++;
    return held;
  }

  enter(cause: number): void {
    this.#membership.enter(cause);
  }

  /** The process is gone, and with it every record in its memory. */
  crash(cause: number): void {
    for (const lane of this.#lanes.values()) this.#forget(lane, 'crash', cause);
    this.#lanes.clear();
    this.#revoked.clear();
    this.#membership.leave(cause);
  }

  assigned(generation: number, partitions: readonly AssignedPartition[], cause: number): void {
    this.#membership.assigned(cause, () => this.#take(generation, partitions, cause));
  }

  fetchTimedOut(partition: number, offset: number): void {
    // A copy may have come through.
    if (this.#lanes.get(partition)?.next === offset) this.#poll(partition, offset);
  }

  received(hop: Hop, cause: number): void {
    const { partition, offset } = hop.record as RecordPlace;
    const lane = this.#lanes.get(partition);
    // It was fetched before a crash or a rebalance, on a connection that is closed.
    if (lane === undefined || hop.sentSeq < lane.since) {
      this.#ports.drop(hop, 'nobody-waits', cause);
      return;
    }
    const arrived = { hop, first: offset === lane.next };
    if (arrived.first) lane.next++;
    if (lane.current === null) {
      this.#begin(lane, arrived, cause, false);
      return;
    }
    lane.waiting.push({ arrived, queued: this.#ports.queue(hop, cause) });
    this.#waiting++;
  }

  handled(hop: Hop, cause: number): void {
    const lane = this.#laneOf(hop);
    const { partition, offset } = hop.record as RecordPlace;
    if (lane === undefined) {
      // As a real client it tries; the broker fences it off.
      this.#commit(partition, offset + 1, this.#revoked.get(hop) ?? 0, hop.message, cause);
      this.#revoked.delete(hop);
      return;
    }
    if (offset >= lane.handled) {
      lane.handled = offset + 1;
      lane.last = hop.message;
      this.#commit(partition, lane.handled, lane.generation, hop.message, cause);
    }
    const polls = lane.current?.first === true;
    lane.current = null;
    const next = lane.waiting.shift();
    if (next !== undefined) {
      this.#waiting--;
      this.#begin(lane, next.arrived, next.queued, true);
    }
    if (polls) this.#poll(partition, offset + 1);
  }

  failed(hop: Hop, why: string, cause: number): void {
    const lane = this.#laneOf(hop);
    if (lane === undefined) {
      this.#revoked.delete(hop);
      this.#ports.drop(hop, 'fenced', cause);
      return;
    }
    const { maxAttempts, retryDelayUs } = this.spec;
    if (maxAttempts !== null && lane.attempt >= maxAttempts) {
      this.handled(hop, this.#ports.drop(hop, 'skipped', cause));
      return;
    }
    lane.attempt++;
    const { trace, clock } = this.#world;
    const resumeUs = clock.nowUs + retryDelayUs;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'consumer.retrying',
      message: hop.message,
      record: hop.record as RecordPlace,
      attempt: lane.attempt,
      resumeUs,
      why,
    });
    lane.timer = clock.at(resumeUs, () => {
      lane.timer = null;
      this.#ports.accept(hop, seq, false);
    });
  }

  /** A commit got lost on its way; `cause` says so. */
  commitLost(hop: Hop, cause: number): void {
    const { partition, offset, generation } = hop.message.data as unknown as CommitData;
    this.#world.clock.after(COMMIT_TIMEOUT_US, () => {
      const lane = this.#lanes.get(partition);
      // A later commit says more than this one.
      if (lane?.generation === generation && lane.handled === offset)
        this.#commit(partition, offset, generation, hop.message, cause);
    });
  }

  #take(generation: number, partitions: readonly AssignedPartition[], cause: number): void {
    for (const lane of this.#lanes.values()) {
      if (!partitions.some(({ partition }) => partition === lane.partition)) this.#revoke(lane, cause);
    }
    for (const { partition, committed } of partitions) {
      const lane = this.#lanes.get(partition);
      if (lane === undefined) {
        this.#lanes.set(partition, newLane(partition, generation, committed, cause));
        this.#poll(partition, committed);
        continue;
      }
      lane.generation = generation;
      // Its commits of the generation before are fenced off, should they still be on their way.
      if (lane.handled > committed && lane.last !== null)
        this.#commit(partition, lane.handled, generation, lane.last, cause);
    }
  }

  #revoke(lane: Lane, cause: number): void {
    this.#lanes.delete(lane.partition);
    if (lane.current !== null && lane.timer === null) this.#revoked.set(lane.current.hop, lane.generation);
    this.#forget(lane, 'fenced', cause);
  }

  /** Drops what is in the consumer's own memory; the workers' and the inbox are the service's. */
  #forget(lane: Lane, reason: DropReason, cause: number): void {
    if (lane.current !== null && lane.timer !== null) {
      this.#world.clock.cancel(lane.timer);
      this.#ports.drop(lane.current.hop, reason, cause);
    }
    for (const { arrived } of lane.waiting) this.#ports.drop(arrived.hop, reason, cause);
    this.#waiting -= lane.waiting.length;
  }

  #begin(lane: Lane, arrived: Arrived, cause: number, queued: boolean): void {
    lane.current = arrived;
    lane.attempt = 1;
    this.#ports.accept(arrived.hop, cause, queued);
  }

  /** The lane in which a record is in hand; undefined where the partition has gone to somebody else. */
  #laneOf(hop: Hop): Lane | undefined {
    const lane = this.#lanes.get((hop.record as RecordPlace).partition);
    return lane?.current?.hop === hop ? lane : undefined;
  }

  #poll(partition: number, offset: number): void {
    this.#world.log(this.spec.from).poll(this.spec.group, partition, offset);
  }

  #commit(partition: number, offset: number, generation: number, about: Message, cause: number): void {
    const { messages, network } = this.#world;
    const { from, group } = this.spec;
    const data: CommitData = { group, partition, offset, generation };
    network.ship({
      message: messages.following(about, this.id, 'CommitOffset', 'command', data as unknown as Data, null, 1),
      from: this.id,
      to: from,
      passage: 'commit',
      attempt: 1,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
