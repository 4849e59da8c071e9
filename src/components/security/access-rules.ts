import type { AccessRule } from '../../scenario/security/security-spec.ts';
import type { Message } from '../../trace/message.ts';
import type { Hop, Shipment } from '../network-port.ts';
import { denialWords, principalOf } from '../principal.ts';
import type { World } from '../world.ts';

type Action = 'read' | 'write';

/** Refuses what the rules of a channel don't allow. */
export class AccessRules {
  readonly #world: World;
  readonly #rules: ReadonlyMap<string, AccessRule>;

  constructor(world: World, rules: ReadonlyMap<string, AccessRule>) {
    this.#world = world;
    this.#rules = rules;
  }

  mayRead(component: string, channel: string): boolean {
    return this.#may(component, channel, 'read');
  }

  /** A channel hands a message out to who may not have it: says so and returns the seq; null where all is well. */
  handsOut({ from, to, passage, message, cause }: Shipment): number | null {
    const rule = this.#rules.get(from);
    if (rule === undefined || this.mayRead(to, from)) return null;
    const isDelivery = passage === 'fetch' || passage === 'delivery';
    const isTopic = this.#world.scenario.components.get(from)?.kind === 'topic';
    if (!isDelivery && !(isTopic && passage === 'send')) return null;
    return this.deny(to, from, 'read', message, cause);
  }

  /** Whether a channel takes what has come; if not, its sender is told. */
  takes(hop: Hop, cause: number): boolean {
    if (!this.#rules.has(hop.to)) return true;
    const { from, to, passage, message, expectsAnswer } = hop;
    if (passage !== 'call' && passage !== 'send' && passage !== 'publish') return true;
    const action = message.kind === 'query' ? 'read' : 'write';
    if (this.#may(from, to, action)) return true;
    const seq = this.deny(from, to, action, message, cause);
    if (!expectsAnswer) return false;
    const { messages, network } = this.#world;
    const why = this.#words(from, to, action);
    network.ship({
      message: messages.answer(message, to, 'error', { code: 'refused', why }),
      from: to,
      to: from,
      passage: passage === 'publish' ? 'ack' : 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause: seq,
    });
    return false;
  }

  /** Says that a channel refuses; returns the seq. */
  deny(component: string, channel: string, action: Action, message: Message | null, cause: number | null): number {
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: channel,
      cause,
      kind: 'access.denied',
      principal: principalOf(this.#world, component),
      component,
      action,
      ...(message !== null && { message }),
      why: this.#words(component, channel, action),
    });
  }

  #may(component: string, channel: string, action: Action): boolean {
    const allowed = this.#rules.get(channel)?.[action];
    return allowed === undefined || allowed === null || allowed.has(principalOf(this.#world, component));
  }

  #words(component: string, channel: string, action: Action): string {
    const name = this.#world.scenario.components.get(channel)?.name ?? channel;
    const allowed = this.#rules.get(channel)?.[action] ?? new Set<string>();
    return denialWords(principalOf(this.#world, component), action, name, allowed);
  }
}
