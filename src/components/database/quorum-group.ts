import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Leg, QuorumMessage, QuorumRead, QuorumWrite, ReplicaAnswer } from './quorum-operation.ts';
import { Replica } from './replica.ts';
import type { Versioned } from './replica.ts';

/** How many replicas there are, and how many of them an operation waits for. */
export interface QuorumSizes {
  readonly replicas: number;
  readonly read: number;
  readonly write: number;
}

export interface QuorumPorts<V> {
  /** How long a message takes on its way; `near` is the replica next to whoever asks. */
  readonly delayUs: (leg: Leg, replica: number, near: number) => TimeUs;
  /** Hands a message over to `deliver` when it is due. */
  readonly send: (message: QuorumMessage<V>) => void;
  readonly committed: (write: QuorumWrite<V>, nowUs: TimeUs) => void;
  readonly answered: (read: QuorumRead<V>, nowUs: TimeUs) => void;
}

/** N replicas without a leader, as in Dynamo: see spec.md beside it. It knows neither clock nor chance. */
export class QuorumGroup<V> {
  readonly sizes: QuorumSizes;
  readonly replicas: readonly Replica<V>[];
  readonly #ports: QuorumPorts<V>;

  constructor(sizes: QuorumSizes, ports: QuorumPorts<V>) {
    const { replicas, read, write } = sizes;
    invariant(
      [read, write].every((quorum) => Number.isInteger(quorum) && quorum >= 1 && quorum <= replicas),
      () => `a quorum of ${read} and ${write} among ${replicas} replicas`,
    );
    this.sizes = sizes;
    this.replicas = Array.from({ length: replicas }, () => new Replica<V>());
    this.#ports = ports;
  }

  /** Sends a version to all replicas; `committed` is called once W of them have acknowledged it. */
  write(key: string, version: Versioned<V>, near: number, nowUs: TimeUs): QuorumWrite<V> {
    const write: QuorumWrite<V> = {
      kind: 'write',
      key,
      version,
      near,
      startedUs: nowUs,
      reachedUs: this.replicas.map(() => null),
      acks: 0,
      committedUs: null,
    };
    for (let replica = 0; replica < this.replicas.length; replica++) this.#send('write', write, replica, null, nowUs);
    return write;
  }

  /** Asks all replicas; `answered` is called with the newest version once R of them have answered. */
  read(key: string, near: number, nowUs: TimeUs): QuorumRead<V> {
    const read: QuorumRead<V> = {
      kind: 'read',
      key,
      near,
      startedUs: nowUs,
      answers: [],
      answeredUs: null,
      result: null,
    };
    for (let replica = 0; replica < this.replicas.length; replica++) this.#send('read', read, replica, null, nowUs);
    return read;
  }

  /** A message has arrived: at its replica (write, read) or back at the coordinator (ack, answer). */
  deliver({ leg, operation, replica, answer }: QuorumMessage<V>, nowUs: TimeUs): void {
    if (operation.kind === 'write') {
      if (leg === 'ack') return this.#acknowledged(operation, nowUs);
      this.#at(replica).apply(operation.key, operation.version);
      operation.reachedUs[replica] = nowUs;
      this.#send('ack', operation, replica, null, nowUs);
    } else if (leg === 'answer') this.#answered(operation, answer as ReplicaAnswer<V>, nowUs);
    else {
      const version = this.#at(replica).read(operation.key);
      this.#send('answer', operation, replica, { replica, reachedUs: nowUs, version }, nowUs);
    }
  }

  /** Puts a version into every replica at once: what was there before the run began. */
  preload(key: string, version: Versioned<V>): void {
    for (const replica of this.replicas) replica.apply(key, version);
  }

  #acknowledged(write: QuorumWrite<V>, nowUs: TimeUs): void {
    write.acks++;
    if (write.acks !== this.sizes.write) return;
    write.committedUs = nowUs;
    this.#ports.committed(write, nowUs);
  }

  #answered(read: QuorumRead<V>, answer: ReplicaAnswer<V>, nowUs: TimeUs): void {
    if (read.answeredUs !== null) return;
    read.answers.push(answer);
    if (answer.version !== null && answer.version.number > (read.result?.number ?? -Infinity))
      read.result = answer.version;
    if (read.answers.length < this.sizes.read) return;
    read.answeredUs = nowUs;
    this.#ports.answered(read, nowUs);
  }

  #send(
    leg: Leg,
    operation: QuorumWrite<V> | QuorumRead<V>,
    replica: number,
    answer: ReplicaAnswer<V> | null,
    nowUs: TimeUs,
  ): void {
    const dueUs = nowUs + this.#ports.delayUs(leg, replica, operation.near);
    this.#ports.send({ leg, operation, replica, dueUs, answer });
  }

  #at(replica: number): Replica<V> {
    return this.replicas[replica] as Replica<V>;
  }
}
