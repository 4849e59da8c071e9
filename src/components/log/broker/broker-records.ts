import { compileDistribution } from '../../../kernel/distribution.ts';
import type { TimerId } from '../../../kernel/heap.ts';
import { invariant } from '../../../kernel/invariant.ts';
import type { BrokerSpec } from '../../../scenario/kinds/log-spec.ts';
import type { Intervention } from '../../../scenario/intervention.ts';
import type { Transaction } from '../../log-port.ts';
import type { Hop } from '../../network-port.ts';
import type { World } from '../../world.ts';
import type { Records, RecordsHost, Stored } from '../records.ts';
import { Coordinator } from '../transactions/coordinator.ts';
import type { Outcome, Participant } from '../transactions/coordinator.ts';
import { BrokerPartition } from './broker-partition.ts';

/** How long one of the brokers takes to be up again after Restart. */
const RESTART_US = 500_000;
/** Kafka's `transaction.timeout.ms`. */
const TRANSACTION_TIMEOUT_US = 60_000_000;

/** One coordinator for all logs of a run. */
const coordinators = new WeakMap<World, Coordinator>();

/** A log's records on several brokers, with their retention, compaction and transactions. */
export class BrokerRecords implements Records, Participant {
  readonly #host: RecordsHost;
  readonly #spec: BrokerSpec;
  readonly #coordinator: Coordinator;
  readonly #partitions: readonly BrokerPartition[];
  /** Of the brokers that are down, seq of what says so. */
  readonly #down = new Map<number, number>();
  readonly #restarting = new Set<number>();
  /** Of open transactions, by id. */
  readonly #timeouts = new Map<string, TimerId>();
  /** Counts crashes: what was planned before one is stale. */
  #crashes = 0;

  constructor(host: RecordsHost) {
    const { world, spec } = host;
    const { broker } = spec;
    invariant(broker !== undefined, () => `${spec.id} asks for no broker`);
    this.#host = host;
    this.#spec = broker;
    let coordinator = coordinators.get(world);
    if (coordinator === undefined) coordinators.set(world, (coordinator = new Coordinator()));
    this.#coordinator = coordinator;
    const sample = compileDistribution(broker.replication);
    this.#partitions = Array.from({ length: spec.partitions }, (_, index) => {
      const draws = world.random.stream(spec.id, `replication ${index}`);
      const tripUs = (): number => Math.max(1, sample(draws));
      return new BrokerPartition(host, broker, index, tripUs, this.#coordinator);
    });
  }

  start(partition: number): number {
    return this.#partition(partition).start;
  }

  end(partition: number): number {
    return this.#partition(partition).end;
  }

  readableEnd(partition: number, committed: boolean): number {
    return this.#partition(partition).readableEnd(committed);
  }

  next(partition: number, offset: number, committed: boolean): Stored | undefined {
    return this.#partition(partition).next(offset, committed);
  }

  aborted(partition: number, from: number, to: number): readonly number[] {
    return this.#partition(partition).aborted(from, to);
  }

  append(hop: Hop, partition: number, cause: number): void {
    const stamp = hop.produce?.stamp ?? null;
    if ((hop.produce?.transaction ?? null) !== null && stamp !== null)
      this.#coordinator.joins(stamp.producerId, stamp.epoch, this);
    this.#partition(partition).append(hop, cause);
  }

  expire(cause: number): string | null {
    const some = this.#partitions.map((partition) => partition.expire(cause)).includes(true);
    return some ? null : 'it has no records that may be deleted';
  }

  crash(cause: number): void {
    this.#crashes++;
    for (const partition of this.#partitions) {
      partition.hangUp();
      for (const id of this.#ids) partition.crash(id, cause);
    }
    for (const id of this.#ids) this.#down.set(id, cause);
  }

  resume(cause: number): void {
    this.#down.clear();
    this.#restarting.clear();
    for (const partition of this.#partitions) for (const id of this.#ids) partition.restart(id, cause);
  }

  intervene(what: Intervention, cause: number): string | null {
    if (what.kind !== 'crash-replica' && what.kind !== 'restart-replica') return 'a log has nothing of the kind';
    const { replica } = what;
    if (!this.#ids.includes(replica)) return `it has ${this.#spec.replicas} replicas, numbered from 1`;
    return what.kind === 'crash-replica' ? this.#crashOne(replica, cause) : this.#restartOne(replica, cause);
  }

  producerId(): number {
    return this.#coordinator.producerId();
  }

  transaction(group: string, partition: number): Transaction {
    const { id, producerId, epoch, isNew } = this.#coordinator.begin(this.#transactionOf(group, partition));
    const { clock, trace } = this.#host.world;
    if (isNew) {
      const cause = trace.next - 1;
      const why = `it took longer than ${TRANSACTION_TIMEOUT_US / 1_000_000} s`;
      const end = (): void => this.#coordinator.timeOut(id, epoch, cause, why);
      this.#timeouts.set(id, clock.after(TRANSACTION_TIMEOUT_US, end));
    }
    return { id, producerId, epoch };
  }

  settle(group: string, partition: number, outcome: Outcome, cause: number): boolean {
    const why = outcome === 'committed' ? null : 'the record was not handled to its end';
    const id = this.#transactionOf(group, partition);
    const timer = this.#timeouts.get(id);
    if (timer !== undefined) this.#host.world.clock.cancel(timer);
    this.#timeouts.delete(id);
    return this.#coordinator.end(id, outcome, cause, why);
  }

  ended({ id, producerId, epoch }: Transaction, outcome: Outcome, cause: number, why: string | null): void {
    const { world, spec, readable } = this.#host;
    const { trace, clock } = world;
    const records = this.#partitions.flatMap((one, partition) =>
      one.settled(producerId, epoch).map((offset) => ({ partition, offset })),
    );
    const kind = outcome === 'committed' ? 'log.transaction-committed' : 'log.transaction-aborted';
    const base = { seq: trace.next, tUs: clock.nowUs, at: spec.id, cause };
    trace.append({ ...base, kind, transaction: id, epoch, records, why });
    for (const partition of new Set(records.map((record) => record.partition))) readable(partition);
  }

  get #ids(): readonly number[] {
    return Array.from({ length: this.#spec.replicas }, (_, i) => i + 1);
  }

  #partition(index: number): BrokerPartition {
    return this.#partitions[index] as BrokerPartition;
  }

  /** As Kafka Streams names them: one for each partition that a group reads. */
  #transactionOf(group: string, partition: number): string {
    return `${group}/${this.#host.spec.id}/${partition}`;
  }

  #crashOne(replica: number, cause: number): string | null {
    if (this.#down.has(replica)) return `broker ${replica} is down already`;
    const { world, spec } = this.#host;
    const { trace, clock } = world;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: spec.id,
      cause,
      kind: 'replica.crashed',
      replica,
    });
    this.#down.set(replica, seq);
    for (const partition of this.#partitions) partition.crash(replica, seq);
    clock.after(this.#spec.brokerTimeoutUs, () => {
      if (this.#down.get(replica) !== seq) return;
      for (const partition of this.#partitions) partition.fence(replica, seq);
    });
    return null;
  }

  #restartOne(replica: number, cause: number): string | null {
    if (!this.#down.has(replica)) return `broker ${replica} is up already`;
    if (this.#restarting.has(replica)) return `broker ${replica} is restarting already`;
    this.#restarting.add(replica);
    const crashes = this.#crashes;
    const { world, spec } = this.#host;
    const { trace, clock } = world;
    clock.after(RESTART_US, () => {
      // The whole log went down meanwhile, and takes it along when it comes back.
      if (crashes !== this.#crashes || !this.#restarting.delete(replica)) return;
      this.#down.delete(replica);
      const base = { seq: trace.next, tUs: clock.nowUs, at: spec.id, cause };
      const seq = trace.append({ ...base, kind: 'replica.restarted', replica });
      for (const partition of this.#partitions) partition.restart(replica, seq);
    });
    return null;
  }
}
