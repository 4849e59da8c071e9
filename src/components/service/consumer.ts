import type { LogConsumption } from '../../scenario/scenario.ts';
import type { DropReason, RecordPlace } from '../../trace/entry.ts';
import type { Message } from '../../trace/message.ts';
import type { AssignedPartition, CommitData, GroupMember, PartitionReader, Transaction } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { newLane } from './lane.ts';
import type { Arrived, Lane } from './lane.ts';
import { Membership } from './membership.ts';
import { sendCommit } from './send-commit.ts';

/** A lost commit is sent again after this. */
const COMMIT_TIMEOUT_US = 500_000;

/** What a consumer needs of its service. */
export interface ConsumerPorts {
  /** How many workers the service has now. */
  readonly workers: () => number;
  /** Hands a record to the workers; `queued` says that the trace has it waiting already. */
  readonly accept: (hop: Hop, cause: number, queued: boolean) => void;
  /** Says that a record waits its turn; returns the seq. */
  readonly queue: (hop: Hop, cause: number) => number;
  /** Says that a record is gone from memory; returns the seq. */
  readonly drop: (hop: Hop, reason: DropReason, cause: number) => number;
  /** There is nothing more to read now: all up to this position is read. Only event stores say so. */
  readonly caughtUp?: (position: number) => void;
}

/** One service's part in one consumer group. */
export class Consumer implements GroupMember {
  readonly id: string;
  readonly spec: LogConsumption;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  readonly #membership: Membership;
  readonly #lanes = new Map<number, Lane>();
  /** Records in hand whose partition has gone to another member, and the generation in which they came. */
  readonly #revoked = new Map<Hop, number>();
  #waiting = 0;

  constructor(world: World, owner: string, spec: LogConsumption, ports: ConsumerPorts) {
    this.id = owner;
    this.#world = world;
    this.spec = spec;
    this.#ports = ports;
    this.#membership = new Membership(world, spec, this);
  }

  /** Whether it commits what it has processed, rather than before or by hand. */
  get #commits(): boolean {
    const when = this.spec.commit?.when ?? 'after-processing';
    return when === 'after-processing';
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
    const lane = this.#lanes.get(partition);
    // A copy may have come through.
    if (lane !== undefined && lane.next <= offset) this.#ask(lane);
  }

  received(hop: Hop, cause: number): void {
    const { partition, offset } = hop.record as RecordPlace;
    const lane = this.#lanes.get(partition);
    // It was fetched before a crash or a rebalance, on a connection that is closed.
    if (lane === undefined || hop.sentSeq < lane.since) {
      this.#ports.drop(hop, 'nobody-waits', cause);
      return;
    }
    // What was cleaned away or passed over leaves gaps.
    const arrived = { hop, first: offset >= lane.next };
    if (!arrived.first && this.spec.exactlyOnce === true) {
      this.#ports.drop(hop, 'nobody-waits', cause);
      return;
    }
    if (arrived.first) {
      lane.next = offset + 1;
      this.#commit(lane, lane.reader.returned(lane.next), hop.message, cause);
    }
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
      if (this.#commits) this.#sendCommit(partition, offset + 1, this.#revoked.get(hop) ?? 0, hop.message, cause);
      this.#revoked.delete(hop);
      return;
    }
    const polls = lane.current?.first === true;
    if (polls) {
      lane.about = hop.message;
      this.#commit(lane, lane.reader.processed(offset), hop.message, cause);
    }
    lane.current = null;
    const next = lane.waiting.shift();
    if (next !== undefined) {
      this.#waiting--;
      this.#begin(lane, next.arrived, next.queued, true);
    }
    // The next record waits for the end of this one's transaction.
    if (polls && this.spec.exactlyOnce !== true) this.#poll(lane, cause);
  }

  failed(hop: Hop, why: string, cause: number): void {
    const { partition } = hop.record as RecordPlace;
    const lane = this.#laneOf(hop);
    if (lane !== undefined && this.spec.exactlyOnce === true)
      this.#world.port('log', this.spec.from).abort(this.spec.group, partition, cause);
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

  /** Commits the offset of the record in hand, because its handler says so. */
  commit(hop: Hop, cause: number): void {
    const lane = this.#laneOf(hop);
    const { partition, offset } = hop.record as RecordPlace;
    if (lane !== undefined) this.#commit(lane, offset + 1, hop.message, cause);
    else this.#sendCommit(partition, offset + 1, this.#revoked.get(hop) ?? 0, hop.message, cause);
  }

  /** The transaction in which it handles the record in hand; null where that is somebody else's by now. */
  transaction(hop: Hop): Transaction | null {
    if (this.#laneOf(hop) === undefined) return null;
    const { log, group, partition } = hop.record as RecordPlace;
    return this.#world.port('log', log).transaction(group, partition);
  }

  settled(partition: number, offset: number): void {
    const lane = this.#lanes.get(partition);
    if (lane !== undefined && lane.next === offset) this.#ask(lane);
  }

  wound(partition: number, reader: PartitionReader): void {
    const lane = this.#lanes.get(partition);
    if (lane === undefined) return;
    lane.reader = reader;
    lane.next = reader.position;
    lane.said = reader.position;
  }

  takes(hop: Hop): boolean {
    return this.spec.from === hop.record?.log && this.spec.group === hop.record.group;
  }

  /** A commit got lost on its way; `cause` says so. */
  undelivered(hop: Hop, cause: number): void {
    if (hop.passage !== 'commit' || hop.duplicate || hop.to !== this.spec.from) return;
    const { group, partition, offset, generation } = hop.message.data as unknown as CommitData;
    if (group !== this.spec.group) return;
    this.#world.clock.after(COMMIT_TIMEOUT_US, () => {
      const lane = this.#lanes.get(partition);
      // A later commit says more than this one.
      if (lane?.generation === generation && lane.said === offset)
        this.#sendCommit(partition, offset, generation, hop.message, cause);
    });
  }

  #take(generation: number, partitions: readonly AssignedPartition[], cause: number): void {
    for (const lane of this.#lanes.values()) {
      if (!partitions.some(({ partition }) => partition === lane.partition)) this.#revoke(lane, cause);
    }
    for (const { partition, committed, begin } of partitions) {
      const lane = this.#lanes.get(partition);
      if (lane === undefined) {
        const begun = newLane(partition, generation, begin(), cause);
        this.#lanes.set(partition, begun);
        this.#ask(begun);
        continue;
      }
      lane.generation = generation;
      // Its commits of the generation before are fenced off, should they still be on their way.
      if (lane.said > (committed ?? 0) && lane.about !== null)
        this.#sendCommit(partition, lane.said, generation, lane.about, cause);
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
    if (lane.autoCommit !== null) this.#world.clock.cancel(lane.autoCommit);
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

  /** Polls the next record; an automatic commit happens in a poll, also in one that waits for long. */
  #poll(lane: Lane, cause: number): void {
    const { clock } = this.#world;
    const { reader, about } = lane;
    if (reader.nextCommitUs !== null && about !== null) {
      this.#commit(lane, reader.polls(clock.nowUs), about, cause);
      if (lane.said < reader.position && lane.autoCommit === null) {
        lane.autoCommit = clock.at(reader.nextCommitUs, () => {
          lane.autoCommit = null;
          // Between two polls nothing is committed.
          if (lane.current === null) this.#commit(lane, reader.polls(clock.nowUs), about, cause);
        });
      }
    }
    this.#ask(lane);
  }

  #ask({ partition, next }: Lane): void {
    this.#world.port('log', this.spec.from).poll(this.spec.group, partition, next);
  }

  #commit(lane: Lane, offset: number | null, about: Message, cause: number): void {
    if (offset === null || offset <= lane.said) return;
    lane.said = offset;
    lane.about = about;
    this.#sendCommit(lane.partition, offset, lane.generation, about, cause);
  }

  #sendCommit(partition: number, offset: number, generation: number, about: Message, cause: number): void {
    sendCommit(this.#world, this.id, this.spec, { partition, offset, generation }, about, cause);
  }
}
