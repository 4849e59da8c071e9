import { linkId } from '../../trace/link-id.ts';
import type { Component } from '../component.ts';
import type { Hop, Shipment } from '../network-port.ts';
import type { World } from '../world.ts';

/** Hands one a copy of a message as the one who listens in. */
type Hand = (hop: Hop, cause: number, receiver: Component) => void;

/** Those who listen in on links. */
export class Wiretaps {
  readonly #world: World;
  readonly #components: ReadonlyMap<string, Component>;
  readonly #hand: Hand;
  /** By link id. */
  readonly #listeners = new Map<string, string[]>();

  constructor(world: World, components: ReadonlyMap<string, Component>, hand: Hand) {
    this.#world = world;
    this.#components = components;
    this.#hand = hand;
  }

  /** Returns why nothing changes, or null. */
  add([a, b]: readonly [string, string], to: string): string | null {
    const link = linkId(a, b);
    const listeners = this.#listeners.get(link) ?? [];
    if (listeners.includes(to)) return 'it listens in there already';
    this.#listeners.set(link, [...listeners, to]);
    return null;
  }

  /** Something set out, as `sentSeq` says. */
  hear({ message, from, to, passage, attempt }: Shipment, sentSeq: number): void {
    if (this.#listeners.size === 0 || passage === 'ack' || passage === 'commit' || passage === 'reply') return;
    const link = linkId(from, to);
    for (const listener of this.#listeners.get(link) ?? []) {
      const receiver = this.#components.get(listener);
      if (receiver === undefined || !receiver.reachable) continue;
      const { trace, clock } = this.#world;
      const tUs = clock.nowUs;
      const kind = 'wire.tapped';
      const cause = trace.append({ seq: trace.next, tUs, at: listener, cause: sentSeq, kind, link, message });
      const copy: Hop = {
        hop: -1,
        message,
        from,
        to: listener,
        passage: 'send',
        dueUs: tUs,
        duplicate: false,
        attempt,
        final: true,
        expectsAnswer: false,
        record: null,
        sentSeq,
      };
      this.#hand(copy, cause, receiver);
    }
  }
}
