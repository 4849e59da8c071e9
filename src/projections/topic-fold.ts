import type { Interest, TopicSpec } from '../scenario/kinds/topic-spec.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { TopicView } from './views/topic-view.ts';

/** A topic without what an index knows. */
type TopicState = Omit<TopicView, 'entryCount' | 'sub' | 'facts'>;

export function initialTopic({ id, exchange, subscribers }: TopicSpec, scenario: Scenario): TopicState {
  const own = subscribers.map(({ to, ...interest }) => ({
    component: to,
    interest: interestWords(interest),
    copies: 0,
  }));
  const others = [...scenario.components.values()].flatMap((spec) =>
    spec.kind === 'service'
      ? spec.consumes.flatMap((one) =>
          one.source === 'topic' && one.from === id
            ? [{ component: spec.id, interest: interestWords(one), copies: 0 }]
            : [],
        )
      : [],
  );
  return {
    ...newborn(id),
    kind: 'topic',
    exchange,
    subscribers: [...own, ...others],
    last: null,
    counts: { published: 0, copied: 0, unroutable: 0, undeliverable: 0 },
  };
}

export function foldTopic(before: TopicState, entry: Entry): TopicState {
  const state = foldCommon(before, entry);
  if (entry.at !== state.id) return state;
  const { counts } = state;
  switch (entry.kind) {
    case 'topic.routed': {
      const to = entry.to.map(({ subscriber }) => subscriber);
      return {
        ...state,
        subscribers: state.subscribers.map((one) =>
          to.includes(one.component) ? { ...one, copies: one.copies + 1 } : one,
        ),
        last: { message: entry.message, routingKey: entry.routingKey, to, atUs: entry.tUs },
        counts: { ...counts, published: counts.published + 1, copied: counts.copied + to.length },
      };
    }
    case 'topic.unroutable':
      return {
        ...state,
        last: { message: entry.message, routingKey: entry.routingKey, to: [], atUs: entry.tUs },
        counts: { ...counts, published: counts.published + 1, unroutable: counts.unroutable + 1 },
      };
    case 'topic.undeliverable':
      return { ...state, counts: { ...counts, undeliverable: counts.undeliverable + 1 } };
    default:
      return state;
  }
}

export function topicView(state: TopicState, entryCount: number): TopicView {
  const { published, copied, unroutable } = state.counts;
  const facts: [string, string][] = [
    ['exchange', state.exchange],
    ['subscribers', String(state.subscribers.length)],
    ['published', String(published)],
    ['copies', String(copied)],
  ];
  if (unroutable > 0) facts.push(['unroutable', String(unroutable)]);
  return { ...state, entryCount, sub: `${state.subscribers.length} subscribers`, facts };
}

function interestWords({ keys, pattern }: Interest): string {
  if (pattern !== null) return JSON.stringify(pattern);
  return keys.length === 0 ? 'everything' : keys.join(', ');
}
