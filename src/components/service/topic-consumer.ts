import type { TopicConsumption } from '../../scenario/kinds/topic-spec.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { ConsumerPorts } from './consumer.ts';
import type { Subscriber } from './subscriber.ts';

/** A service's subscription to a topic: messages are pushed, once, and nobody waits for an acknowledgement. */
export class TopicConsumer implements Subscriber {
  readonly spec: TopicConsumption;
  /** What came waits in the inbox of the service. */
  readonly waiting = 0;
  readonly held = 0;
  readonly #world: World;
  readonly #owner: string;
  readonly #ports: ConsumerPorts;

  constructor(world: World, owner: string, spec: TopicConsumption, ports: ConsumerPorts) {
    this.#world = world;
    this.#owner = owner;
    this.spec = spec;
    this.#ports = ports;
  }

  enter(): void {
    this.#world.port('topic', this.spec.from).subscribe(this.#owner);
  }

  crash(): void {}

  takes(hop: Hop): boolean {
    return hop.from === this.spec.from;
  }

  received(hop: Hop, cause: number): void {
    this.#ports.accept(hop, cause, false);
  }

  handled(): void {}

  failed(hop: Hop, _why: string, cause: number): void {
    this.#ports.drop(hop, 'skipped', cause);
  }

  undelivered(): void {}
}
