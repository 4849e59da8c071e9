import type { QueueConsumption } from '../../scenario/kinds/queue-spec.ts';
import type { Hop } from '../network-port.ts';
import type { PollConsumer, VerdictData } from '../queue-port.ts';
import type { World } from '../world.ts';
import type { ConsumerPorts } from './consumer.ts';
import { answerQueue } from './queue-answer.ts';
import type { Subscriber } from './subscriber.ts';

/** A request that got lost is made again after this, so often. */
const REQUEST_TIMEOUT_US = 500_000;
const REQUEST_ATTEMPTS = 3;

/** A service's consumer of an SQS queue: it asks for messages while a worker is free, and deletes what is handled. */
export class SqsConsumer implements Subscriber, PollConsumer {
  readonly id: string;
  readonly spec: QueueConsumption;
  /** What came waits in the inbox of the service. */
  readonly waiting = 0;
  readonly held = 0;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  /** Receipts of what is on its way to it or in its hands. */
  readonly #inHand = new Set<string>();
  #up = false;
  #polling = false;
  /** Counts the lives of the process. */
  #life = 0;

  constructor(world: World, owner: string, spec: QueueConsumption, ports: ConsumerPorts) {
    this.id = owner;
    this.spec = spec;
    this.#world = world;
    this.#ports = ports;
  }

  enter(): void {
    this.#up = true;
    this.#life++;
    this.#poll();
  }

  crash(cause: number): void {
    this.#up = false;
    this.#polling = false;
    this.#inHand.clear();
    this.#world.port('queue', this.spec.from).leave(this.id, '', cause);
  }

  served(receipts: readonly string[]): void {
    this.#polling = false;
    for (const receipt of receipts) this.#inHand.add(receipt);
    this.#poll();
  }

  missed(receipt: string): void {
    if (this.#inHand.delete(receipt)) this.#poll();
  }

  takes(hop: Hop): boolean {
    return hop.from === this.spec.from;
  }

  received(hop: Hop, cause: number): void {
    // It was sent to the process that crashed.
    if (!this.#inHand.has(receiptOf(hop)) && !hop.duplicate) this.#ports.drop(hop, 'nobody-waits', cause);
    else this.#ports.accept(hop, cause, false);
  }

  handled(hop: Hop, cause: number): void {
    this.#say(hop, 'ack', 1, cause);
    this.#done(hop);
  }

  failed(hop: Hop, _why: string, cause: number): void {
    if (this.spec.onFailure === 'requeue') this.#say(hop, 'requeue', 1, cause);
    this.#done(hop);
  }

  undelivered(hop: Hop, cause: number): void {
    if (hop.passage !== 'ack' || hop.duplicate || hop.final) return;
    const life = this.#life;
    this.#world.clock.after(REQUEST_TIMEOUT_US, () => {
      if (!this.#up || life !== this.#life) return;
      const attempt = hop.attempt + 1;
      this.#world.network.ship({ ...hop, attempt, final: attempt >= REQUEST_ATTEMPTS, timeoutAtUs: null, cause });
    });
  }

  #done(hop: Hop): void {
    if (!hop.duplicate) this.#inHand.delete(receiptOf(hop));
    this.#poll();
  }

  /** Asks for more, where a worker has nothing to do. */
  #poll(): void {
    if (!this.#up || this.#polling || this.#inHand.size >= this.#ports.workers()) return;
    this.#polling = true;
    const { network, clock } = this.#world;
    const { from, batch: most, visibilityTimeoutUs } = this.spec;
    if (network.reaches(this.id, from)) {
      this.#world.port('queue', from).poll(this, { most, visibilityTimeoutUs });
      return;
    }
    const life = this.#life;
    clock.after(REQUEST_TIMEOUT_US, () => {
      if (life !== this.#life || !this.#up) return;
      this.#polling = false;
      this.#poll();
    });
  }

  #say(hop: Hop, verdict: VerdictData['verdict'], attempt: number, cause: number): void {
    const position = hop.message.headers?.['position'] as number;
    answerQueue(this.#world, hop, { verdict, position, receipt: receiptOf(hop) }, attempt, false, cause);
  }
}

function receiptOf({ message }: Hop): string {
  return String(message.headers?.['receipt']);
}
