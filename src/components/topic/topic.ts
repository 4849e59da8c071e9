import { invariant } from '../../kernel/invariant.ts';
import type { Interest, TopicSpec } from '../../scenario/kinds/topic-spec.ts';
import { Findings } from '../../scenario/problem.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { dataText } from '../data-text.ts';
import { Forwarder } from '../forwarder.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { TopicPort } from '../topic-port.ts';
import type { World } from '../world.ts';
import { Bus } from './bus.ts';
import type { Filter, Route } from './bus.ts';
import { eventOf } from './event-of.ts';
import { compileEventPattern } from './event-pattern.ts';
import { TopicPattern } from './topic-pattern.ts';

/** How long a broker takes to be up again after Restart. */
const RESTART_US = 500_000;

/** A topic: see spec.md. */
export class Topic implements Component, TopicPort {
  readonly id: string;
  readonly ports = { topic: this };
  readonly #world: World;
  readonly #spec: TopicSpec;
  readonly #life: Life;
  readonly #bus = new Bus();
  /** By subscriber, for those that keep messages and so acknowledge them. */
  readonly #forwarders = new Map<string, Forwarder>();
  /** Services whose own definition subscribes them. */
  readonly #pushed = new Set<string>();

  constructor(world: World, spec: TopicSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#life = new Life(world, spec.id, RESTART_US, () => this.#resume());
    for (const { to, ...interest } of spec.subscribers) this.#subscribe(to, interest);
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'ack') this.#forwarders.get(hop.from)?.take(hop, cause);
    else this.#route(hop, cause);
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    const forwarders = [...this.#forwarders.values()];
    const why = this.#life.crash(
      cause,
      forwarders.reduce((sum, { count }) => sum + count, 0),
    );
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    for (const forwarder of forwarders) forwarder.lose(seq);
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a topic does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a topic passes messages on as they are';
  }

  subscribe(id: string): void {
    const service = this.#world.scenario.components.get(id);
    if (service?.kind !== 'service' || this.#pushed.has(id)) return;
    this.#pushed.add(id);
    for (const one of service.consumes) if (one.source === 'topic' && one.from === this.id) this.#subscribe(id, one);
  }

  #resume(): void {
    for (const forwarder of this.#forwarders.values()) forwarder.resume();
  }

  #subscribe(to: string, { keys, pattern }: Interest): void {
    const bind = (name: string, filter: Filter): void => this.#bus.bind({ subscriber: to, name, filter });
    if (pattern !== null) {
      const findings = new Findings();
      const compiled = compileEventPattern(pattern, findings);
      invariant(compiled !== null, () => findings.all[0]?.message ?? 'a pattern was checked when it was loaded');
      bind('pattern', { kind: 'event', pattern: compiled });
    } else if (keys.length === 0) bind('everything', { kind: 'all' });
    for (const key of keys)
      bind(
        key,
        this.#spec.exchange === 'direct' ? { kind: 'direct', key } : { kind: 'topic', pattern: new TopicPattern(key) },
      );
    const kind = this.#world.scenario.components.get(to)?.kind;
    if (kind !== 'queue' && kind !== 'log') return;
    const failed = (message: Message, why: string, cause: number): void => {
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
      trace.append({ ...base, kind: 'topic.undeliverable', message, to, why: `The copy is lost: ${why}.` });
    };
    this.#forwarders.set(to, new Forwarder(this.#world, this.id, to, failed));
  }

  #route(hop: Hop, cause: number): void {
    const { message } = hop;
    const { trace, clock } = this.#world;
    const given = message.headers?.['routingKey'];
    const routingKey = given === undefined ? message.name : dataText(given);
    const routes = this.#bus.route(routingKey, eventOf(message, clock.nowUs));
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause, message, routingKey };
    if (routes.length === 0) {
      const returned = this.#spec.unroutable === 'return';
      const why = `Nobody asks for messages with the routing key ${routingKey}.`;
      const seq = trace.append({ ...base, kind: 'topic.unroutable', returned, why });
      if (returned) this.#answer(hop, 'error', { code: 'refused', why: `nobody asks for ${routingKey}` }, seq);
      else this.#answer(hop, 'reply', { copies: 0 }, seq);
      return;
    }
    const to = routes.map(({ subscriber, binding }) => ({ subscriber, binding }));
    const seq = trace.append({ ...base, kind: 'topic.routed', to });
    this.#answer(hop, 'reply', { copies: routes.length }, seq);
    const copy: Message = { ...message, headers: { ...message.headers, exchange: this.id, routingKey } };
    for (const route of routes) this.#hand(copy, route, seq);
  }

  #hand(message: Message, { subscriber: to }: Route, cause: number): void {
    const forwarder = this.#forwarders.get(to);
    if (forwarder !== undefined) return forwarder.forward(message, cause);
    this.#world.network.ship({
      message,
      from: this.id,
      to,
      passage: this.#pushed.has(to) ? 'delivery' : 'send',
      attempt: 1,
      // Nobody keeps it: what gets lost on the way is lost.
      final: true,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }

  /** Tells the publisher, if it waits to hear. */
  #answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    if (!hop.expectsAnswer) return;
    const { network, messages } = this.#world;
    network.ship({
      message: messages.answer(hop.message, this.id, kind, data),
      from: this.id,
      to: hop.from,
      passage: 'ack',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
