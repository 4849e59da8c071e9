import type { Data } from '../../trace/message.ts';
import type { ConsumptionDocument } from '../document.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Findings, Path } from '../problem.ts';
import { type KeyMatch, trafficFor } from './broker-traffic.ts';
import type { TopicDocument } from './topic-schema.ts';
import type { Interest, TopicConsumption, TopicSpec } from './topic-spec.ts';

/** What the components know of topics. */
export interface TopicRules {
  /** Says what is wrong with a JSON event pattern, at the path of the fault. */
  checkPattern(pattern: unknown, findings: Findings, path: Path): void;
  readonly matches: KeyMatch;
}

/** What `count` can ask a topic for. */
const TOPIC_OUTCOMES = ['published', 'copied', 'unroutable', 'undeliverable'] as const;

const RECEIVERS = ['queue', 'log', 'service'];

export function compileTopic(document: TopicDocument, context: KindContext, rules: TopicRules): OwnSpec<TopicSpec> {
  const { exchange = 'topic', unroutable = 'drop', subscribers = [] } = document;
  const { id, path, references } = context;
  const { components, findings } = references;
  const seen = new Set<string>();
  const subscriptions = subscribers.map((subscriber, i) => {
    const at = [...path, 'subscribers', i];
    const { to } = subscriber;
    const target = references.component(to, [...at, 'to']);
    if (target !== null && !RECEIVERS.includes(target.kind))
      findings.add([...at, 'to'], `\`${to}\` is a ${target.kind}; a topic's subscribers are queues, logs and services`);
    if (seen.has(to)) findings.add([...at, 'to'], `\`${to}\` subscribes already; give it several \`keys\``);
    seen.add(to);
    return { to, ...interestOf(subscriber, exchange, at, findings, rules) };
  });
  return {
    kind: 'topic',
    exchange,
    unroutable,
    subscribers: subscriptions,
    sendings: subscribers.flatMap((subscriber) =>
      trafficFor(id, subscriber, components, rules.matches).map((message) => ({ message, to: subscriber.to })),
    ),
    outcomes: TOPIC_OUTCOMES,
  };
}

/** A service's own subscription to a topic. */
export function compileTopicConsumption(
  document: ConsumptionDocument,
  { id, path, references }: KindContext,
  rules: TopicRules,
): TopicConsumption {
  const { from, mark } = document;
  const topic = references.components.get(from);
  const declared = topic?.kind === 'topic' ? topic : null;
  if (declared?.subscribers?.some(({ to }) => to === id) === true)
    references.findings.add([...path, 'from'], `\`${from}\` has \`${id}\` among its subscribers already`);
  return {
    source: 'topic',
    from,
    group: id,
    mark: mark ?? id.slice(0, 1).toUpperCase(),
    ...interestOf(document, declared?.exchange ?? 'topic', path, references.findings, rules),
  };
}

function interestOf(
  { keys, pattern }: Pick<ConsumptionDocument, 'keys' | 'pattern'>,
  exchange: TopicSpec['exchange'],
  path: Path,
  findings: Findings,
  rules: TopicRules,
): Interest {
  if (keys !== undefined && pattern !== undefined)
    findings.add([...path, 'pattern'], 'a subscription has `keys` or a `pattern`; write one of them');
  if (keys !== undefined && exchange === 'fanout')
    findings.add([...path, 'keys'], 'a fanout exchange copies everything to everybody, whatever the `keys`');
  if (exchange === 'direct') {
    for (const [i, key] of (keys ?? []).entries()) {
      if (/(?:^|\.)[*#](?:\.|$)/.test(key))
        findings.add(
          [...path, 'keys', i],
          `a direct exchange compares keys letter by letter; \`${key}\` needs \`exchange: topic\``,
        );
    }
  }
  if (pattern !== undefined) rules.checkPattern(pattern, findings, [...path, 'pattern']);
  return { keys: keys ?? [], pattern: (pattern ?? null) as Data | null };
}
