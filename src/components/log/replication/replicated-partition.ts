import { invariant } from '../../../kernel/invariant.ts';
import type { LogRecord, NewRecord } from '../retention/log-record.ts';
import type { SegmentLimits } from '../retention/segmented-log.ts';
import { electLeader, NO_LEADER } from './elect-leader.ts';
import type { Election } from './elect-leader.ts';
import { answerTo, divergence, isStill, takeOver, truncationOffset } from './follower-fetch.ts';
import type { FetchAnswer, FetchRequest } from './follower-fetch.ts';
import { FollowerProgress } from './follower-progress.ts';
import type { PartitionEvent } from './partition-event.ts';
import { PendingAcks } from './pending-acks.ts';
import type { Accepted, Acks, Produced, ProducerStamp } from './produce.ts';
import { Replica } from './replica.ts';

export interface ReplicationConfig extends SegmentLimits {
  /** Broker ids; the first one is the preferred leader. */
  readonly replicas: readonly number[];
  /** Kafka's `min.insync.replicas`. */
  readonly minInsyncReplicas: number;
  /** Kafka's `unclean.leader.election.enable`. */
  readonly uncleanElection: boolean;
  /** Kafka's `replica.lag.time.max.ms`. */
  readonly maxLagUs: number;
  /** Whether the topic is compacted, so that every record needs a key. */
  readonly compacted: boolean;
}

/** A partition with its replicas and their controller: see spec.md. */
export class ReplicatedPartition<Value> {
  readonly #config: ReplicationConfig;
  readonly #tell: (event: PartitionEvent<Value>) => void;
  readonly #replicas: ReadonlyMap<number, Replica<Value>>;
  readonly #pending = new PendingAcks<Value>();
  /** Those that a producer was told are stored. */
  readonly #acknowledged = new WeakSet<LogRecord<Value>>();
  #isr: readonly number[];
  #leader = NO_LEADER;
  #leaderEpoch = -1;
  #epochStart = 0;
  #progress = new FollowerProgress([], [], 0, 0);

  constructor(config: ReplicationConfig, nowUs: number, tell: (event: PartitionEvent<Value>) => void) {
    this.#config = config;
    this.#tell = tell;
    this.#isr = config.replicas;
    this.#replicas = new Map(config.replicas.map((id) => [id, new Replica<Value>(id, config)]));
    this.elect('ONLINE', nowUs);
  }

  /** Who leads; NO_LEADER while the partition is offline. */
  get leader(): number {
    return this.#leader;
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** The replicas in sync, which a clean election chooses from. */
  get isr(): readonly number[] {
    return this.#isr;
  }

  /** Consumers read the records before it. While there is no leader: 0. */
  get highWatermark(): number {
    return this.#leading()?.highWatermark ?? 0;
  }

  replica(id: number): Replica<Value> {
    const replica = this.#replicas.get(id);
    invariant(replica !== undefined, () => `there is no replica ${id}`);
    return replica;
  }

  /** The committed records from the offset on, at most so many, as consumers get them; none while nobody leads. */
  read(from: number, most = Infinity): readonly LogRecord<Value>[] {
    return this.#leading()?.log.read(from, most, this.highWatermark) ?? [];
  }

  /** Appends records to the leader's log, all or none. */
  produce(
    records: readonly NewRecord<Value>[],
    acks: Acks,
    nowUs: number,
    stamp: ProducerStamp | null = null,
  ): Produced {
    const leader = this.#leading();
    if (leader === null) return { kind: 'refused', error: 'LeaderNotAvailableException' };
    if (acks === 'all' && this.#isUnderMinIsr()) return { kind: 'refused', error: 'NotEnoughReplicasException' };
    if (this.#config.compacted && records.some(({ key }) => key === null)) {
      return { kind: 'refused', error: 'InvalidRecordException' };
    }
    const batch = stamp === null ? null : { ...stamp, recordCount: records.length };
    const verdict = batch === null ? null : leader.producers.judge(batch);
    if (verdict?.kind === 'duplicate') {
      const { baseOffset } = verdict;
      const endOffset = baseOffset + records.length;
      return this.#accept('duplicate', acks, leader.log.read(baseOffset, Infinity, endOffset), baseOffset, endOffset);
    }
    if (verdict !== null && verdict.kind !== 'append') return { kind: 'refused', error: verdict.kind };
    const baseOffset = leader.log.endOffset;
    const appended = records.map((record, index): LogRecord<Value> => {
      const at = { offset: baseOffset + index, epoch: this.#leaderEpoch };
      return { ...record, ...at, batch: index === 0 ? batch : null };
    });
    for (const record of appended) leader.append(record, nowUs);
    this.#raiseHighWatermark(nowUs);
    return this.#accept('appended', acks, appended, baseOffset, leader.log.endOffset);
  }

  /** What a follower asks the leader next; null while it is down, leads itself, or nobody leads. */
  fetchRequest(follower: number): FetchRequest | null {
    const { isAlive, log, epochs } = this.replica(follower);
    if (!isAlive || this.#leader === NO_LEADER || this.#leader === follower) return null;
    return { follower, leaderEpoch: this.#leaderEpoch, fromOffset: log.endOffset, lastEpoch: epochs.latest };
  }

  /** The leader's answer, with at most so many records; null where it is down or its term is over. */
  serveFetch(request: FetchRequest, nowUs: number, most = Infinity): FetchAnswer<Value> | null {
    const leader = this.#leading();
    const { follower, leaderEpoch, fromOffset } = request;
    if (leader === null || leaderEpoch !== this.#leaderEpoch) return null;
    if (divergence(leader, request) === null) {
      this.#progress.fetched(follower, fromOffset, leader.log.endOffset, nowUs);
      this.#expandIsr(follower, leader);
      this.#raiseHighWatermark(nowUs);
    }
    return answerTo(leader, request, most);
  }

  /** The follower takes the leader's answer in, unless it is down, the term is over, or it has gone on meanwhile. */
  takeFetched(answer: FetchAnswer<Value>, nowUs: number): void {
    const replica = this.replica(answer.request.follower);
    if (!replica.isAlive || answer.request.leaderEpoch !== this.#leaderEpoch) return;
    if (!isStill(replica, answer.request)) return;
    if (answer.diverging === null) {
      takeOver(replica, answer, nowUs);
      return;
    }
    const records = replica.truncateTo(truncationOffset(replica, answer.diverging), nowUs);
    if (records.length > 0) this.#tell({ kind: 'truncated', replica: replica.id, records });
  }

  /** The leader puts followers that were behind for too long out of the in-sync replicas. */
  expireLagging(nowUs: number): void {
    const leader = this.#leading();
    if (leader === null) return;
    for (const id of this.#isr) {
      if (id === leader.id || this.#progress.isCaughtUp(id, leader.log.endOffset, nowUs, this.#config.maxLagUs))
        continue;
      this.#shrinkIsr(id);
    }
    this.#raiseHighWatermark(nowUs);
  }

  /** The broker stops; the controller does not know it yet. What it has on disk stays. */
  crash(id: number): void {
    this.replica(id).isAlive = false;
  }

  /** The controller finds out that the broker is down: it leaves the in-sync replicas and leads no more. */
  fence(id: number, nowUs: number): void {
    if (this.replica(id).isAlive) return;
    // The last in-sync replica stays in the set: only it is known to have everything.
    if (this.#isr.includes(id) && this.#isr.length > 1) this.#shrinkIsr(id);
    this.elect(this.#config.uncleanElection ? 'UNCLEAN' : 'ONLINE', nowUs);
    this.#raiseHighWatermark(nowUs);
  }

  /** The broker is back, with what it had on disk. */
  restart(id: number, nowUs: number): void {
    this.fence(id, nowUs);
    this.replica(id).isAlive = true;
    this.elect(this.#config.uncleanElection ? 'UNCLEAN' : 'ONLINE', nowUs);
  }

  /** The controller elects a leader; nothing changes where the one there is stays. */
  elect(election: Election, nowUs: number): void {
    const alive = new Set(this.#config.replicas.filter((id) => this.replica(id).isAlive));
    const candidates = { replicas: this.#config.replicas, isr: this.#isr, leader: this.#leader, alive };
    const { leader, unclean } = electLeader(candidates, election);
    if (leader === this.#leader) return;
    this.#leader = leader;
    this.#leaderEpoch++;
    for (const { ticket } of this.#pending.abandon()) {
      this.#tell({ kind: 'not-acknowledged', ticket, error: 'NotLeaderOrFollowerException' });
    }
    if (unclean) this.#isr = [leader];
    this.#tell({ kind: 'leader-changed', leader, epoch: this.#leaderEpoch, unclean });
    if (leader === NO_LEADER) return;
    const { log, epochs } = this.replica(leader);
    this.#epochStart = log.endOffset;
    epochs.begin(this.#leaderEpoch, log.endOffset);
    const followers = this.#config.replicas.filter((id) => id !== leader);
    this.#progress = new FollowerProgress(followers, this.#isr, log.endOffset, nowUs);
    this.#tellOfLosses(this.replica(leader));
    this.#raiseHighWatermark(nowUs);
  }
  #leading(): Replica<Value> | null {
    const leader = this.#replicas.get(this.#leader);
    return leader?.isAlive ? leader : null;
  }

  #isUnderMinIsr(): boolean {
    return this.#isr.length < Math.min(this.#config.minInsyncReplicas, this.#config.replicas.length);
  }

  #accept(
    kind: Accepted['kind'],
    acks: Acks,
    records: readonly LogRecord<Value>[],
    baseOffset: number,
    endOffset: number,
  ): Accepted {
    const acknowledged = acks === 1 || (acks === 'all' && this.highWatermark >= endOffset);
    if (acknowledged) for (const record of records) this.#acknowledged.add(record);
    const waits = acks === 'all' && !acknowledged;
    return { kind, baseOffset, acknowledged, ticket: waits ? this.#pending.add(endOffset, records) : null };
  }

  /** Commits what all in-sync replicas have, and acknowledges it to those who wait for it. */
  #raiseHighWatermark(nowUs: number): void {
    const leader = this.#leading();
    if (leader === null || this.#isUnderMinIsr()) return;
    const end = leader.log.endOffset;
    let offset = end;
    for (const { id, isAlive } of this.#replicas.values()) {
      if (id === leader.id) continue;
      // Who has nearly caught up is waited for, or it would never be in sync while records keep coming.
      const joins = isAlive && this.#progress.isCaughtUp(id, end, nowUs, this.#config.maxLagUs);
      if (joins || this.#isr.includes(id)) offset = Math.min(offset, this.#progress.endOffset(id));
    }
    if (offset <= leader.highWatermark) return;
    leader.highWatermark = offset;
    this.#tell({ kind: 'high-watermark', offset });
    for (const { ticket, records } of this.#pending.reached(offset)) {
      for (const record of records) this.#acknowledged.add(record);
      this.#tell({ kind: 'acknowledged', ticket });
    }
  }

  #expandIsr(follower: number, leader: Replica<Value>): void {
    const offset = this.#progress.endOffset(follower);
    if (this.#isr.includes(follower) || !this.replica(follower).isAlive) return;
    if (offset < leader.highWatermark || offset < this.#epochStart) return;
    this.#isr = [...this.#isr, follower];
    this.#tell({ kind: 'isr-expanded', replica: follower, isr: this.#isr });
  }

  #shrinkIsr(replica: number): void {
    this.#isr = this.#isr.filter((id) => id !== replica);
    this.#tell({ kind: 'isr-shrunk', replica, isr: this.#isr });
  }

  /** Tells which acknowledged records the new leader does not have: the others will truncate them. */
  #tellOfLosses(leader: Replica<Value>): void {
    const lost = new Map<number, LogRecord<Value>>();
    for (const { log } of this.#replicas.values()) {
      for (const record of log.read(log.startOffset).toReversed()) {
        if (leader.has(record)) break;
        if (this.#acknowledged.delete(record)) lost.set(record.offset, record);
      }
    }
    const records = [...lost.values()].sort((a, b) => a.offset - b.offset);
    if (records.length > 0) this.#tell({ kind: 'lost', records });
  }
}
