import type { ComponentDocument } from '../document.ts';
import { isRecord } from '../kind-words.ts';
import { expressionIn } from '../template.ts';
import { outboxMessagesOf } from './database-tables.ts';

/** A message that comes to a broker, and under which routing key; null: only the run knows. */
interface Sent {
  readonly message: string;
  readonly routingKey: string | null;
}

/** What a subscription asks for, as documents write it. */
interface InterestDocument {
  readonly keys?: readonly string[] | undefined;
  readonly pattern?: unknown;
}

type Components = ReadonlyMap<string, ComponentDocument>;

/** Whether a binding key of a topic exchange matches a routing key. */
export type KeyMatch = (key: string, routingKey: string) => boolean;

const VERBS = ['send', 'publish', 'command', 'query', 'event', 'schedule'];

/**
 * The messages that can come to a queue or a topic, as far as the document tells: what is sent to it, what topics copy
 * to it, and the dead letters of other queues.
 */
export function trafficTo(id: string, components: Components, matches: KeyMatch): readonly string[] {
  return namesOf(sentTo(id, components, matches, []));
}

/** The messages of a topic's traffic that a subscription asks for. */
export function trafficFor(
  topic: string,
  interest: InterestDocument,
  components: Components,
  matches: KeyMatch,
): readonly string[] {
  const sent = sentTo(topic, components, matches, []);
  return namesOf(sent.filter((one) => asksFor(components.get(topic), interest, one, matches)));
}

function namesOf(sent: readonly Sent[]): readonly string[] {
  return [...new Set(sent.map(({ message }) => message))];
}

function sentTo(id: string, components: Components, matches: KeyMatch, seen: readonly string[]): readonly Sent[] {
  if (seen.includes(id)) return [];
  const path = [...seen, id];
  const sent: Sent[] = [];
  for (const [other, component] of components) {
    if (component.kind === 'client' || component.kind === 'service') collect(component, id, sent);
    if ((component.kind === 'outbox-relay' || component.kind === 'cdc') && component.to === id)
      sent.push(...relayedBy(component, components).map((message) => ({ message, routingKey: message })));
    if (component.kind === 'topic') {
      for (const one of component.subscribers ?? []) {
        if (one.to !== id) continue;
        const copies = sentTo(other, components, matches, path);
        sent.push(...copies.filter((copy) => asksFor(component, one, copy, matches)));
      }
    }
    if (component.kind === 'queue' && component.deadLetter?.to === id) {
      const { routingKey = null } = component.deadLetter;
      sent.push(...sentTo(other, components, matches, path).map(({ message }) => ({ message, routingKey })));
    }
  }
  return sent;
}

/** What a connector says of changes, or else what stands in the outbox that it reads, as a relay does. */
function relayedBy(
  component: ComponentDocument & { readonly kind: 'outbox-relay' | 'cdc' },
  components: Components,
): readonly string[] {
  const as = component.kind === 'cdc' ? component.as : undefined;
  if (as === undefined) return outboxMessagesOf(component.source, { components });
  return typeof as === 'string' ? [as] : Object.values(as);
}

function asksFor(
  topic: ComponentDocument | undefined,
  { keys, pattern }: InterestDocument,
  { message, routingKey }: Sent,
  matches: KeyMatch,
): boolean {
  const types = isRecord(pattern) ? pattern['detail-type'] : undefined;
  if (Array.isArray(types) && types.every((type) => typeof type === 'string')) return types.includes(message);
  const exchange = topic?.kind === 'topic' ? (topic.exchange ?? 'topic') : 'topic';
  if (keys === undefined || exchange === 'fanout' || routingKey === null) return true;
  return keys.some((key) => (exchange === 'direct' ? key === routingKey : matches(key, routingKey)));
}

function collect(value: unknown, to: string, sent: Sent[]): void {
  if (Array.isArray(value)) for (const part of value) collect(part, to, sent);
  else if (isRecord(value)) {
    const verb = value['to'] === to ? VERBS.find((one) => typeof value[one] === 'string') : undefined;
    if (verb !== undefined) {
      const message = value[verb] as string;
      const key = value['routingKey'] ?? message;
      sent.push({ message, routingKey: expressionIn(key) === null ? String(key) : null });
    }
    for (const part of Object.values(value)) collect(part, to, sent);
  }
}
