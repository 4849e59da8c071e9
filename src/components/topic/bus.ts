import type { Data } from '../../trace/message.ts';
import type { EventPattern } from './event-pattern.ts';
import { wordsOf, type TopicPattern } from './topic-pattern.ts';

/** Which messages a subscription asks for. */
export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'direct'; readonly key: string }
  | { readonly kind: 'topic'; readonly pattern: TopicPattern }
  | { readonly kind: 'event'; readonly pattern: EventPattern };

/** One way for messages to reach a subscriber, under a name that is its own among the subscriber's. */
export interface Binding {
  readonly subscriber: string;
  readonly name: string;
  readonly filter: Filter;
}

/** A subscriber that gets a message, and the binding that matched first. */
export interface Route {
  readonly subscriber: string;
  readonly binding: string;
}

/** Who gets what of the messages that are published to a topic. */
export class Bus {
  /** By subscriber, in the order of their first bindings; each one's bindings by name. */
  readonly #subscribers = new Map<string, Map<string, Binding>>();

  /** Adds a binding; one of the same name takes the place of the one before. */
  bind(binding: Binding): void {
    const { subscriber, name } = binding;
    const bindings = this.#subscribers.get(subscriber);
    if (bindings === undefined) this.#subscribers.set(subscriber, new Map([[name, binding]]));
    else bindings.set(name, binding);
  }

  /** Takes one binding away, or all of a subscriber; what isn't there is no fault. */
  unbind(subscriber: string, name?: string): void {
    const bindings = this.#subscribers.get(subscriber);
    if (name !== undefined) bindings?.delete(name);
    if (name === undefined || bindings?.size === 0) this.#subscribers.delete(subscriber);
  }

  /** Those that have a binding, in the order in which they subscribed. */
  get subscribers(): readonly string[] {
    return [...this.#subscribers.keys()];
  }

  /** Who gets a copy, in the order in which they subscribed; nobody, where no binding matches. */
  route(routingKey: string, event: Data): readonly Route[] {
    const words = wordsOf(routingKey);
    const routes: Route[] = [];
    for (const [subscriber, bindings] of this.#subscribers) {
      for (const { name, filter } of bindings.values()) {
        if (!matches(filter, routingKey, words, event)) continue;
        routes.push({ subscriber, binding: name });
        break;
      }
    }
    return routes;
  }
}

function matches(filter: Filter, routingKey: string, words: readonly string[], event: Data): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'direct':
      return filter.key === routingKey;
    case 'topic':
      return filter.pattern.matchesWords(words);
    case 'event':
      return filter.pattern.matches(event);
  }
}
