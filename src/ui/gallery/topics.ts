/** A topic of the curriculum, whether or not its scenario exists yet. */
export interface Topic {
  /** Its chapter number. */
  readonly number: number;
  readonly slug: string;
  /** Short enough for a facet. */
  readonly title: string;
  /** In the talk, or below the water line. */
  readonly part: 'talk' | 'deep';
}

const TALK: readonly (readonly [slug: string, title: string])[] = [
  ['history', 'A brief history'],
  ['bounded-contexts', 'Bounded contexts'],
  ['communication', 'Communication'],
  ['coupling-crash', 'Coupling: a crash'],
  ['coupling-slow', 'Coupling: slowness'],
  ['coupling-interface', 'Coupling: a change of interface'],
  ['sync-vs-async', 'Sync vs async'],
  ['command-query-event', 'Command, query, event'],
  ['broker', 'Message broker'],
  ['streaming', 'Streaming data'],
  ['event-stream-vs-state-stream', 'Event stream, state stream'],
  ['event-sourcing', 'Event sourcing'],
  ['git', 'Event sourcing in git'],
  ['oltp-vs-olap', 'OLTP and OLAP'],
  ['cqrs', 'CQRS'],
  ['event-sourcing-cqrs', 'Event sourcing and CQRS'],
  ['eventual-consistency', 'Eventual consistency'],
  ['event-ordering', 'Event ordering'],
  ['immutable-events', 'Immutable events'],
];

const DEEP: readonly (readonly [slug: string, title: string])[] = [
  ['projections-and-aggregates', 'Projections and aggregates'],
  ['backpressure-and-backoff', 'Backpressure and backoff'],
  ['complex-event-processing', 'Complex event processing'],
  ['monitoring-and-fitness-functions', 'Monitoring and fitness functions'],
  ['change-data-capture', 'Change data capture'],
  ['clustered-event-sourcing', 'Clustered event sourcing'],
  ['event-versioning', 'Event versioning'],
  ['channels-and-data-security', 'Channels and data security'],
  ['temporal-semantics', 'Temporal semantics'],
  ['governance-and-event-catalog', 'Governance and event catalog'],
  ['saga', 'Saga'],
  ['idempotent-consumer', 'Idempotent consumer'],
  ['dead-letter', 'Dead letters'],
  ['circuit-breaker', 'Circuit breaker'],
  ['the-whole-pizza-shop', 'The whole pizza shop'],
];

/** All topics in the curriculum's order. */
export const TOPICS: readonly Topic[] = [
  ...TALK.map(([slug, title], index) => ({ number: index + 1, slug, title, part: 'talk' as const })),
  ...DEEP.map(([slug, title], index) => ({ number: TALK.length + index + 1, slug, title, part: 'deep' as const })),
];

/** Whether a topic is what somebody looks for: every word typed begins a word of its number, title, slug or summary. */
export function matches(topic: Topic, typed: string, summary = ''): boolean {
  const words = `${topic.number} ${topic.title} ${topic.slug} ${summary}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((part) => words.some((word) => word.startsWith(part)));
}
