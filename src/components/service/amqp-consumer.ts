import type { QueueConsumption } from '../../scenario/kinds/queue-spec.ts';
import type { Hop } from '../network-port.ts';
import type { PushConsumer, VerdictData } from '../queue-port.ts';
import type { World } from '../world.ts';
import { Connection } from './connection.ts';
import type { ConsumerPorts } from './consumer.ts';
import { answerQueue } from './queue-answer.ts';
import type { Subscriber } from './subscriber.ts';

/** A packet that got lost is sent again after this; where the link is cut by then, the connection is gone. */
const RETRANSMIT_US = 200_000;
/** Who found the link cut tries again after this. */
const RECONNECT_US = 500_000;

/** A service's consumer of a RabbitMQ queue: the broker pushes, the service acknowledges. */
export class AmqpConsumer implements Subscriber, PushConsumer {
  readonly id: string;
  readonly spec: QueueConsumption;
  /** What came waits in the inbox of the service. */
  readonly waiting = 0;
  readonly held = 0;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  readonly #connection: Connection;
  /** The channel that it has, or had last. */
  #channel = '';
  #up = false;
  /** Counts the lives of the process. */
  #life = 0;

  constructor(world: World, owner: string, spec: QueueConsumption, ports: ConsumerPorts) {
    this.id = owner;
    this.spec = spec;
    this.#world = world;
    this.#ports = ports;
    this.#connection = new Connection(world, owner, spec.from);
  }

  enter(cause: number): void {
    this.#up = true;
    this.#life++;
    this.#connect(cause);
  }

  crash(cause: number): void {
    this.#up = false;
    const seq = this.#connection.turn('closed', 'its process is gone', cause);
    this.#world.port('queue', this.spec.from).leave(this.id, 'its process is gone', seq);
  }

  opened(channel: string, cause: number): void {
    this.#channel = channel;
    this.#connection.turn('open', 'the broker has its channel', cause);
  }

  closed(why: string, cause: number): void {
    this.#connect(this.#connection.turn('closed', why, cause));
  }

  takes(hop: Hop): boolean {
    return hop.from === this.spec.from;
  }

  received(hop: Hop, cause: number): void {
    if (hop.duplicate) {
      const { trace, clock } = this.#world;
      const { message } = hop;
      const key = `delivery tag ${String(message.headers?.['tag'])}`;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
      trace.append({ ...base, kind: 'message.deduplicated', message, key });
      return;
    }
    // It was sent on a connection that is gone.
    const isCurrent = this.#connection.isOpen && hop.message.headers?.['channel'] === this.#channel;
    if (!isCurrent) this.#ports.drop(hop, 'nobody-waits', cause);
    else this.#ports.accept(hop, cause, false);
  }

  handled(hop: Hop, cause: number): void {
    this.#say(hop, 'ack', cause);
  }

  failed(hop: Hop, _why: string, cause: number): void {
    const { onFailure } = this.spec;
    if (onFailure !== 'leave') this.#say(hop, onFailure, cause);
  }

  undelivered(hop: Hop, cause: number): void {
    const { channel } = hop.message.data as unknown as VerdictData;
    const isCurrent = (): boolean => this.#connection.isOpen && channel === this.#channel;
    if (hop.passage !== 'ack' || hop.duplicate || !isCurrent()) return;
    const { clock, network } = this.#world;
    clock.after(RETRANSMIT_US, () => {
      if (!isCurrent()) return;
      if (network.reaches(this.id, this.spec.from)) return void network.ship({ ...hop, timeoutAtUs: null, cause });
      const why = 'its link is cut';
      const seq = this.#connection.turn('closed', why, cause);
      this.#world.port('queue', this.spec.from).leave(this.id, why, seq);
      this.#connect(seq);
    });
  }

  #connect(cause: number): void {
    if (!this.#up) return;
    const { network, clock } = this.#world;
    const { from, prefetch, autoAck } = this.spec;
    if (network.reaches(this.id, from)) {
      this.#world.port('queue', from).consume(this, { prefetch, autoAck }, cause);
      return;
    }
    const life = this.#life;
    clock.after(RECONNECT_US, () => {
      if (life === this.#life && !this.#connection.isOpen) this.#connect(cause);
    });
  }

  #say(hop: Hop, verdict: VerdictData['verdict'], cause: number): void {
    const { channel, tag, position } = (hop.message.headers ?? {}) as unknown as VerdictData;
    if (this.spec.autoAck || channel === undefined || tag === undefined) return;
    answerQueue(this.#world, hop, { verdict, position, channel, tag }, 1, false, cause);
  }
}
