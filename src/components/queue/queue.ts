import type { TimerId } from '../../kernel/heap.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { QueueSpec } from '../../scenario/kinds/queue-spec.ts';
import type { Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { Forwarder } from '../forwarder.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { ConsumeOptions, PollConsumer, PushConsumer, QueuePort, ReceiveOptions } from '../queue-port.ts';
import type { World } from '../world.ts';
import { AmqpKeeper } from './amqp-keeper.ts';
import { Journal } from './journal.ts';
import type { Keeper, KeeperPorts } from './keeper.ts';
import { revived, sourceIn } from './redrive.ts';
import { SqsKeeper } from './sqs-keeper.ts';

/** How long a broker takes to be up again after Restart. */
const RESTART_US = 500_000;

/** A queue of a message broker: see spec.md. */
export class Queue implements Component, QueuePort {
  readonly id: string;
  readonly ports = { queue: this };
  readonly #world: World;
  readonly #durable: boolean;
  readonly #life: Life;
  readonly #journal: Journal;
  readonly #keeper: Keeper;
  /** By receiver: what is on its way to other queues or a topic. */
  readonly #forwarders = new Map<string, Forwarder>();
  /** They asked to consume while it was down. */
  #waiting: { readonly consumer: string; readonly begin: (cause: number) => void }[] = [];
  #timer: TimerId | null = null;
  #timerDueUs: number | null = null;

  constructor(world: World, spec: QueueSpec) {
    this.id = spec.id;
    this.#world = world;
    const { settings, deadLetterTo } = spec;
    this.#durable = settings.rules === 'sqs' || settings.durable;
    this.#journal = new Journal(world, spec.id);
    const ports: KeeperPorts = {
      world,
      journal: this.#journal,
      deadLetterTo: deadLetterTo ?? '',
      giveUp: (message, cause) => this.#forward(message, deadLetterTo ?? '', cause),
      changed: () => this.#plan(),
    };
    this.#keeper = settings.rules === 'rabbitmq' ? new AmqpKeeper(ports, settings) : new SqsKeeper(ports, settings);
    this.#life = new Life(world, spec.id, RESTART_US, (cause) => this.#resume(cause));
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage !== 'ack') this.#keeper.takeIn(hop, cause);
    else if (isVerdict(hop)) this.#keeper.settle(hop, cause);
    else this.#forwarders.get(hop.from)?.take(hop, cause);
    this.#plan();
  }

  undelivered(hop: Hop, cause: number): void {
    if (hop.passage === 'delivery' && !hop.duplicate) this.#keeper.undelivered(hop, cause);
  }

  crash(cause: number): string | null {
    const forwarders = [...this.#forwarders.values()];
    const underWay = forwarders.reduce((sum, { count }) => sum + count, 0);
    const lost = this.#keeper.volatileCount + (this.#durable ? 0 : underWay);
    const why = this.#life.crash(cause, lost);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    for (const forwarder of forwarders) {
      if (this.#durable) forwarder.pause(seq);
      else forwarder.lose(seq);
    }
    this.#keeper.crash(seq);
    this.#plan();
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a queue does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a queue passes messages on as they are';
  }

  consume(consumer: PushConsumer, options: ConsumeOptions, cause: number): void {
    this.#begin(consumer.id, (by) => this.#keeper.consume(consumer, options, by), cause);
    this.#plan();
  }

  poll(consumer: PollConsumer, options: ReceiveOptions): void {
    this.#begin(consumer.id, () => this.#keeper.poll(consumer, options), 0);
    this.#plan();
  }

  leave(consumer: string, why: string, cause: number): void {
    this.#waiting = this.#waiting.filter((one) => one.consumer !== consumer);
    this.#keeper.leave(consumer, why, cause);
    this.#plan();
  }

  intervene(what: Intervention, cause: number): string | null {
    if (what.kind !== 'redrive') return 'a queue does no such thing';
    if (!this.#life.running) return 'it is down';
    const visible = [...this.#keeper.visible];
    if (visible.length === 0) return 'nothing in it can be received';
    if (visible.some((message) => this.#sourceOf(message) === null)) return 'no queue sends its dead letters here';
    for (const { message, position } of this.#keeper.takeVisible()) {
      const to = this.#sourceOf(message) as string;
      const fact = { message, position: position as number, to };
      this.#forward(revived(message), to, this.#journal.write({ kind: 'queue.redriven', cause, ...fact }));
    }
    this.#plan();
    return null;
  }

  /** The queue that a dead letter came from. */
  #sourceOf(message: Message): string | null {
    const { components } = this.#world.scenario;
    const queues = [...components.values()].filter(({ kind }) => kind === 'queue') as readonly QueueSpec[];
    return sourceIn(message) ?? queues.find(({ deadLetterTo }) => deadLetterTo === this.id)?.id ?? null;
  }

  #forward(message: Message, to: string, cause: number): void {
    let forwarder = this.#forwarders.get(to);
    if (forwarder === undefined) {
      forwarder = new Forwarder(this.#world, this.id, to, (lost, why, by) => this.#undeliverable(lost, why, by));
      if (!this.#life.running) forwarder.pause(cause);
      this.#forwarders.set(to, forwarder);
    }
    forwarder.forward(message, cause);
  }

  #undeliverable(message: Message, why: string, cause: number): void {
    this.#journal.write({
      kind: 'queue.discarded',
      cause,
      message,
      position: null,
      reason: 'undeliverable',
      why: `It was not taken where it was sent: ${why}.`,
    });
  }

  #begin(id: string, begin: (cause: number) => void, cause: number): void {
    if (this.#life.running) begin(cause);
    else this.#waiting.push({ consumer: id, begin });
  }

  #resume(cause: number): void {
    for (const forwarder of this.#forwarders.values()) forwarder.resume();
    this.#keeper.resume(cause);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { begin } of waiting) begin(cause);
    this.#plan();
  }

  /** Wakes up when the queue has something to do by itself. While it is down it does nothing. */
  #plan(): void {
    const dueUs = this.#life.running ? this.#keeper.nextDueUs : null;
    if (dueUs === this.#timerDueUs) return;
    const { clock } = this.#world;
    if (this.#timer !== null) clock.cancel(this.#timer);
    this.#timerDueUs = dueUs;
    this.#timer = dueUs === null ? null : clock.at(Math.max(dueUs, clock.nowUs), () => this.#wake());
  }

  #wake(): void {
    this.#timer = null;
    this.#timerDueUs = null;
    this.#keeper.advance();
    this.#plan();
  }
}

function isVerdict({ message: { data } }: Hop): boolean {
  return typeof data === 'object' && data !== null && 'verdict' in data;
}
