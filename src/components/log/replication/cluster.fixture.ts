import type { NewRecord } from '../retention/log-record.ts';
import type { PartitionEvent } from './partition-event.ts';
import type { Acks, Produced, ProducerStamp } from './produce.ts';
import { ReplicatedPartition } from './replicated-partition.ts';
import type { ReplicationConfig } from './replicated-partition.ts';

/** A partition with three replicas, driven by hand; its clock stands at `nowUs`. */
export class Cluster {
  readonly events: PartitionEvent<string>[] = [];
  readonly partition: ReplicatedPartition<string>;
  nowUs = 0;

  constructor(config: Partial<ReplicationConfig> = {}) {
    const defaults: ReplicationConfig = {
      replicas: [1, 2, 3],
      minInsyncReplicas: 1,
      uncleanElection: false,
      maxLagUs: 30_000,
      compacted: false,
      segmentBytes: 1_000,
      segmentUs: Infinity,
    };
    this.partition = new ReplicatedPartition({ ...defaults, ...config }, 0, (event) => this.events.push(event));
  }

  /** Produces one record; returns its offset, followed by `acked` or `waits`, or the refusal. */
  produce(value: string, acks: Acks = 'all', stamp: ProducerStamp | null = null): string {
    const produced = this.send(value, acks, stamp);
    if (produced.kind === 'refused') return produced.error;
    const waits = produced.ticket === null ? '' : ' waits';
    return `${produced.baseOffset}${produced.acknowledged ? ' acked' : waits}`;
  }

  send(value: string, acks: Acks, stamp: ProducerStamp | null = null): Produced {
    const record: NewRecord<string> = { key: null, value, bytes: 10, timeUs: this.nowUs };
    return this.partition.produce([record], acks, this.nowUs, stamp);
  }

  /** Each of the followers fetches so often, and gets its answers at once. */
  fetch(followers: readonly number[], times = 1): void {
    for (let i = 0; i < times; i++) {
      for (const follower of followers) {
        const request = this.partition.fetchRequest(follower);
        const answer = request && this.partition.serveFetch(request, this.nowUs);
        if (answer) this.partition.takeFetched(answer, this.nowUs);
      }
    }
  }

  /** The broker crashes, and the controller knows. */
  kill(id: number): void {
    this.partition.crash(id);
    this.partition.fence(id, this.nowUs);
  }

  /** Time passes in which only these followers fetch. */
  lag(fetching: readonly number[] = []): void {
    for (let i = 0; i < 4; i++) {
      this.nowUs += 10_001;
      this.fetch(fetching);
    }
    this.partition.expireLagging(this.nowUs);
  }

  valuesOf(id: number): string {
    return this.partition
      .replica(id)
      .log.read(0)
      .map(({ value }) => value)
      .join('');
  }

  committed(): string {
    return this.partition
      .read(0)
      .map(({ value }) => value)
      .join('');
  }

  /** The values that the last `lost` event named. */
  lost(): string {
    const event = this.events.findLast(({ kind }) => kind === 'lost');
    return event?.kind === 'lost' ? event.records.map(({ value }) => value).join('') : '';
  }
}
