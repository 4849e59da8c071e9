import type { BrokerSpec } from '../../../scenario/kinds/log-spec.ts';
import type { Entry } from '../../../trace/entry.ts';
import type { Hop } from '../../network-port.ts';
import type { RecordsHost } from '../records.ts';
import { NO_LEADER } from '../replication/elect-leader.ts';
import type { PartitionEvent } from '../replication/partition-event.ts';
import { ReplicatedPartition } from '../replication/replicated-partition.ts';
import type { Refusal } from '../replication/produce.ts';
import type { LogRecord } from '../retention/log-record.ts';
import type { Coordinator } from '../transactions/coordinator.ts';
import { Followers } from './followers.ts';
import type { Kept } from './kept.ts';
import { keptIn } from './kept.ts';
import { LagWatch } from './lag-watch.ts';
import { refusalWords } from './refusal-words.ts';
import { Replies } from './replies.ts';
import { TransactionIndex } from './transaction-index.ts';
import { saidOf } from './said-of.ts';
import type { Said } from './said-of.ts';
import { Upkeep } from './upkeep.ts';

/** One partition with its replicas: runs their cores on the virtual clock, and says what happens. */
export class BrokerPartition {
  readonly #host: RecordsHost;
  readonly #index: number;
  readonly #partition: ReplicatedPartition<Kept>;
  readonly #followers: Followers<Kept>;
  readonly #upkeep: Upkeep;
  readonly #transactions: TransactionIndex;
  readonly #coordinator: Coordinator;
  readonly #ids: readonly number[];
  /** What happened in the step under way. */
  #events: PartitionEvent<Kept>[] = [];
  readonly #replies: Replies;
  /** By follower, seq of what it did last. */
  readonly #causes = new Map<number, number>();
  /** Seq of what the newest step comes from. */
  #cause = 0;
  #end = 0;
  readonly #lag: LagWatch;

  constructor(host: RecordsHost, spec: BrokerSpec, index: number, tripUs: () => number, coordinator: Coordinator) {
    const { clock } = host.world;
    this.#host = host;
    this.#index = index;
    this.#coordinator = coordinator;
    this.#replies = new Replies(host, index);
    // Leaderships are spread: partition 1 begins with broker 2.
    this.#ids = Array.from({ length: spec.replicas }, (_, i) => ((index + i) % spec.replicas) + 1);
    const config = {
      replicas: this.#ids,
      minInsyncReplicas: spec.minInsyncReplicas,
      uncleanElection: spec.uncleanElection,
      maxLagUs: spec.replicaLagUs,
      compacted: spec.compaction !== null,
      segmentBytes: spec.segmentBytes,
      segmentUs: spec.segmentUs,
    };
    this.#partition = new ReplicatedPartition<Kept>(config, 0, (event) => this.#events.push(event));
    this.#events = [];
    this.#transactions = new TransactionIndex(coordinator);
    this.#upkeep = new Upkeep(spec, {
      clock,
      leader: () => this.#leading(),
      stableEnd: () => this.#transactions.stableEnd(),
      alive: () => this.#ids.map((id) => this.#partition.replica(id)).filter(({ isAlive }) => isAlive),
      expired: (because, records) => this.#expired(because, records),
      compacted: (records) =>
        this.#say({ kind: 'log.compacted', partition: index, offsets: records.map(({ offset }) => offset) }),
    });
    const look = (): void => this.#step(this.#cause, () => this.#partition.expireLagging(clock.nowUs));
    this.#lag = new LagWatch(clock, spec.replicaLagUs, () => this.#isBehind(), look);
    this.#followers = new Followers(this.#partition, {
      clock,
      tripUs,
      step: (follower, act) => this.#step(this.#causes.get(follower) ?? this.#cause, act),
      copied: (follower, { records }) => {
        const last = records.at(-1);
        if (last === undefined) return;
        const { endOffset } = this.#partition.replica(follower).log;
        this.#cause = keptIn(last).seq;
        this.#say({ kind: 'log.replicated', partition: index, replica: follower, offset: endOffset });
        this.#causes.set(follower, this.#cause);
      },
    });
    for (const id of this.#ids) this.#followers.begin(id);
  }

  get start(): number {
    return this.#leading()?.log.startOffset ?? 0;
  }

  get end(): number {
    return this.#leading()?.log.endOffset ?? this.#end;
  }

  readableEnd(committed: boolean): number {
    const end = this.#partition.highWatermark;
    return committed ? Math.min(end, this.#transactions.stableEnd()) : end;
  }

  next(offset: number, committed: boolean): Kept | undefined {
    const end = this.readableEnd(committed);
    for (let from = offset; ;) {
      const [record] = this.#partition.read(from, 1);
      if (record === undefined || record.offset >= end) return undefined;
      const kept = keptIn(record);
      if (!committed || !this.#transactions.isAborted(kept)) return kept;
      from = record.offset + 1;
    }
  }

  aborted(from: number, to: number): readonly number[] {
    const records = this.#leading()?.log.read(from, Infinity, to) ?? [];
    return records.flatMap((record) => (this.#transactions.isAborted(keptIn(record)) ? [record.offset] : []));
  }

  append(hop: Hop, cause: number): void {
    const { message, produce, expectsAnswer } = hop;
    const { nowUs } = this.#host.world.clock;
    const stamp = produce?.stamp ?? null;
    const transaction = (produce?.transaction ?? null) === null ? null : stamp;
    this.#cause = cause;
    if (transaction !== null && this.#coordinator.status(transaction.producerId, transaction.epoch) !== 'open')
      return this.#refuse(hop, 'InvalidProducerEpochException');
    const kept = { offset: -1, message, seq: -1, tUs: nowUs, transaction };
    const { key, data } = message;
    const bytes = JSON.stringify(data).length + (key?.length ?? 0);
    const value = data === null ? null : kept;
    const acks = produce?.acks ?? (expectsAnswer ? 'all' : 0);
    const record = { key, value, tombstone: data === null ? kept : undefined, bytes, timeUs: nowUs };
    const produced = this.#partition.produce([record], acks, nowUs, stamp);
    if (produced.kind === 'refused') {
      this.#refuse(hop, produced.error);
      return this.#tell();
    }
    const { baseOffset: offset, acknowledged, ticket } = produced;
    const partition = this.#index;
    kept.offset = offset;
    if (produced.kind === 'duplicate') this.#say({ kind: 'log.duplicate', partition, offset, message });
    else {
      kept.seq = this.#say({ kind: 'log.appended', partition, offset, message });
      if (transaction !== null) {
        this.#transactions.add(kept);
        const { epoch } = transaction;
        this.#say({
          kind: 'log.transaction-extended',
          transaction: produce?.transaction ?? '',
          epoch,
          partition,
          offset,
        });
      }
      this.#end = offset + 1;
      this.#lag.begin();
    }
    if (ticket !== null) this.#replies.wait(ticket, hop, offset);
    else if (acknowledged) this.#replies.stored(hop, offset, this.#cause);
    this.#tell();
    this.#followers.wake();
  }

  /** A transaction ended that has records here; returns their offsets. */
  settled(producerId: number, epoch: number): readonly number[] {
    return this.#transactions.settle(producerId, epoch);
  }

  /** Deletes what may be deleted; false where that is nothing. */
  expire(cause: number): boolean {
    this.#cause = cause;
    return this.#upkeep.expire();
  }

  crash(id: number, cause: number): void {
    this.#step(cause, () => this.#partition.crash(id));
    this.#lag.begin();
  }

  /** The controller finds out that the broker is down. */
  fence(id: number, cause: number): void {
    this.#step(cause, () => this.#partition.fence(id, this.#host.world.clock.nowUs));
  }

  restart(id: number, cause: number): void {
    this.#causes.set(id, cause);
    this.#step(cause, () => this.#partition.restart(id, this.#host.world.clock.nowUs));
    this.#followers.begin(id);
  }

  /** Nobody hears any more of what was to be acknowledged. */
  hangUp(): void {
    this.#replies.hangUp();
  }

  #leading() {
    const { leader } = this.#partition;
    const replica = leader === NO_LEADER ? null : this.#partition.replica(leader);
    return replica?.isAlive === true ? replica : null;
  }

  #step<T>(cause: number, act: () => T): T {
    this.#cause = cause;
    const result = act();
    this.#tell();
    return result;
  }

  /** Says what has happened, in order; what that brings about is said in the same go. */
  #tell(): void {
    for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) this.#tellOf(event);
  }

  #tellOf(event: PartitionEvent<Kept>): void {
    const partition = this.#index;
    switch (event.kind) {
      case 'high-watermark':
        if (this.#ids.length > 1) this.#cause = this.#say({ kind: 'log.committed', partition, offset: event.offset });
        this.#host.readable(partition);
        this.#upkeep.check();
        return;
      case 'acknowledged':
      case 'not-acknowledged':
        this.#replies.call(event.ticket, event.kind === 'acknowledged', this.#cause);
        return;
      case 'leader-changed':
        this.#elected(event);
        return;
      case 'truncated':
        this.#upkeep.truncated(this.#partition.replica(event.replica));
        this.#cause = this.#say(saidOf(event, partition));
        return;
      default:
        this.#cause = this.#say(saidOf(event, partition));
    }
  }

  #elected({ leader, epoch, unclean }: Extract<PartitionEvent<Kept>, { kind: 'leader-changed' }>): void {
    // Of one broker nobody wonders who leads.
    if (this.#ids.length === 1) {
      if (leader !== NO_LEADER) this.#host.readable(this.#index);
      return;
    }
    const partition = this.#index;
    const before = this.#end;
    const replica = leader === NO_LEADER ? null : this.#partition.replica(leader);
    this.#cause = this.#say({
      kind: 'log.leader-elected',
      partition,
      leader: replica === null ? null : leader,
      epoch,
      unclean,
      end: replica?.log.endOffset ?? before,
      committed: replica?.highWatermark ?? 0,
      inSync: this.#partition.isr,
    });
    if (replica === null) return;
    this.#end = replica.log.endOffset;
    this.#transactions.rebuild(replica.log.read(replica.log.startOffset).map(keptIn));
    if (this.#end < before) this.#host.shortened(partition, this.#end, this.#cause);
    for (const id of this.#ids) if (id !== leader) this.#followers.begin(id);
    this.#host.readable(partition);
    this.#upkeep.check();
  }

  /** Whether a follower in sync lacks a record. */
  #isBehind(): boolean {
    const leader = this.#leading();
    if (leader === null) return false;
    const { endOffset } = leader.log;
    return this.#partition.isr.some((id) => id !== leader.id && this.#partition.replica(id).log.endOffset < endOffset);
  }

  #refuse(hop: Hop, error: Refusal): void {
    const { message } = hop;
    const why = refusalWords[error];
    this.#cause = this.#say({ kind: 'log.produce-refused', partition: this.#index, message, error, why });
    this.#replies.refused(hop, error, this.#cause);
  }

  #expired(because: 'time' | 'size' | 'asked', records: readonly LogRecord<Kept>[]): void {
    const last = records.at(-1);
    if (last !== undefined && because !== 'asked') this.#cause = keptIn(last).seq;
    this.#say({ kind: 'log.expired', partition: this.#index, because, start: this.start, records: records.length });
    this.#host.readable(this.#index);
  }

  #say(what: Said): number {
    const { world, spec } = this.#host;
    const { trace, clock } = world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: spec.id, cause: this.#cause };
    const seq = trace.append({ ...base, ...what } as Entry);
    if (what.kind === 'log.appended' || what.kind === 'log.duplicate') this.#cause = seq;
    return seq;
  }
}
