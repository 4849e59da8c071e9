import type { DropReason } from '../../trace/entry.ts';
import { linkId } from '../../trace/link-id.ts';
import type { Message } from '../../trace/message.ts';
import type { LinkSpec } from '../../scenario/scenario.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop, Network, Shipment } from '../network-port.ts';
import type { World } from '../world.ts';
import { Link } from './link.ts';
import { Poisoner } from './poisoner.ts';

/** All links of a run. Whatever is shipped is delivered or dropped, and either is written down. */
export class LinkNetwork implements Network {
  readonly poisoner = new Poisoner();
  /** Components that take nothing in: those that pause, with what waits at their door; null: those that have not joined yet. */
  readonly closed = new Map<string, { readonly link: Link; readonly hop: Hop }[] | null>();
  readonly #world: World;
  readonly #fallback: Omit<LinkSpec, 'between'>;
  readonly #links = new Map<string, Link>();
  /** By sender, then receiver: saves making an id per message. */
  readonly #routes = new Map<string, Map<string, Link>>();
  readonly #components: ReadonlyMap<string, Component>;
  #hops = 0;

  /** `fallback` is how pairs behave that the scenario says nothing of. */
  constructor(
    world: World,
    links: readonly LinkSpec[],
    fallback: Omit<LinkSpec, 'between'>,
    components: ReadonlyMap<string, Component>,
  ) {
    this.#world = world;
    this.#fallback = fallback;
    this.#components = components;
    for (const spec of links) this.#links.set(linkId(...spec.between), new Link(world, spec));
  }

  /** The link between two components; made on first use where the scenario has none of its own. */
  link(a: string, b: string): Link {
    const id = linkId(a, b);
    let link = this.#links.get(id);
    if (link === undefined) {
      link = new Link(this.#world, { ...this.#fallback, between: [a, b] });
      this.#links.set(id, link);
    }
    return link;
  }

  ship(shipment: Shipment): number {
    const { guard } = this.#world;
    return guard === undefined ? this.#ship(shipment) : guard.ship(shipment, this.#ship);
  }

  readonly #ship = (shipment: Shipment): number => {
    const link = this.#route(shipment.from, shipment.to);
    const message = this.poisoner.touch(shipment);
    const sentSeq = this.#send(link, shipment, message, false, shipment.cause);
    if (link.duplicates(shipment.from)) this.#send(link, shipment, message, true, sentSeq);
    return sentSeq;
  };

  reaches(a: string, b: string): boolean {
    return !this.link(a, b).cut;
  }

  #route(from: string, to: string): Link {
    let routes = this.#routes.get(from);
    if (routes === undefined) this.#routes.set(from, (routes = new Map()));
    let link = routes.get(to);
    if (link === undefined) routes.set(to, (link = this.link(from, to)));
    return link;
  }

  #send(link: Link, shipment: Shipment, message: Message, duplicate: boolean, cause: number | null): number {
    const { trace, clock } = this.#world;
    const { from, to, passage, attempt, final, expectsAnswer, record, timeoutAtUs, produce } = shipment;
    const dueUs = link.dueUs(from, duplicate);
    const hop = ++this.#hops;
    const sentSeq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: from,
      cause,
      kind: 'message.sent',
      hop,
      message,
      to,
      passage,
      dueUs,
      duplicate,
      attempt,
      timeoutAtUs,
      record,
    });
    const copy: Hop = {
      hop,
      message,
      from,
      to,
      passage,
      dueUs,
      duplicate,
      attempt,
      final,
      expectsAnswer,
      record,
      produce,
      sentSeq,
    };
    if (link.loses(from)) {
      // The token is seen to set out and to end halfway, as people draw a lost packet.
      clock.atCall(clock.nowUs + Math.floor((dueUs - clock.nowUs) / 2), this.#lose, link, copy);
    } else clock.atCall(dueUs, this.#arrive, link, copy);
    return sentSeq;
  }

  readonly #lose = (link: Link, hop: Hop): void => this.#drop(hop, 'link-lost', link.id);

  /** What waited at the door of a component arrives. */
  open(id: string): void {
    const waiting = this.closed.get(id) ?? [];
    this.closed.delete(id);
    for (const { link, hop } of waiting) this.#arrive(link, hop);
  }

  readonly #arrive = (link: Link, hop: Hop): void => {
    const waiting = this.closed.size === 0 ? undefined : this.closed.get(hop.to);
    if (waiting !== undefined && waiting !== null && !link.cut) return void waiting.push({ link, hop });
    if (link.cut) return this.#drop(hop, 'link-cut', link.id);
    const receiver = this.#components.get(hop.to) as Component;
    if (waiting === null || !receiver.reachable) return this.#drop(hop, 'receiver-down', hop.to);
    const { trace, clock, guard } = this.#world;
    const cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: hop.to,
      cause: hop.sentSeq,
      kind: 'message.delivered',
      hop: hop.hop,
      message: hop.message,
      from: hop.from,
      passage: hop.passage,
      record: hop.record,
    });
    if (guard === undefined) receiver.receive(hop, cause);
    else guard.receive(hop, cause, receiver);
  };

  #drop(hop: Hop, reason: DropReason, at: string): void {
    const { trace, clock } = this.#world;
    const cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at,
      cause: hop.sentSeq,
      kind: 'message.dropped',
      hop: hop.hop,
      message: hop.message,
      from: hop.from,
      to: hop.to,
      reason,
      why: dropWords[reason],
      mayComeAgain: !hop.final,
      ...(hop.duplicate && { duplicate: true as const }),
    });
    (this.#components.get(hop.from) as Component).undelivered(hop, cause);
  }
}
