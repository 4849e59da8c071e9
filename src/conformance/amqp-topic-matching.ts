import { Bus } from '../components/topic/bus.ts';
import { TopicPattern } from '../components/topic/topic-pattern.ts';
import type { Report } from './report.ts';

interface Document {
  readonly routingKeys: readonly string[];
  readonly matches: { readonly [pattern: string]: readonly string[] };
}

/** Publishes every routing key to one bus that has a subscriber for each pattern. */
export function check(document: unknown, report: Report): void {
  const { routingKeys, matches } = document as Document;
  const bus = new Bus();
  for (const text of Object.keys(matches)) {
    bus.bind({ subscriber: text, name: text, filter: { kind: 'topic', pattern: new TopicPattern(text) } });
  }
  for (const key of routingKeys) {
    const reached = new Set(bus.route(key, null).map(({ subscriber }) => subscriber));
    for (const [pattern, keys] of Object.entries(matches)) {
      report.case(`"${pattern}" matches "${key}"`, keys.includes(key), reached.has(pattern));
    }
  }
}
