import { expect, test } from 'vitest';
import { judge } from './conditions.ts';
import { createProjection } from './create-projection.ts';
import { describe as wordsFor } from './narration.ts';
import { pictureText } from './picture-text.ts';
import { topologyOf } from './topology.ts';
import type { View } from './view.ts';
import type { QueuedMessageView, QueueView } from './views/queue-view.ts';
import type { TopicView } from './views/topic-view.ts';
import { compileExpression } from '../scenario/cel.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { queueDocument } from '../run/queue-documents.fixture.ts';
import { MS, scenarioOf, SECOND, simulate } from '../run/run-document.fixture.ts';
import type { RunOptions } from '../run/run-document.fixture.ts';

/** A topic that feeds two queues, one with dead letters. */
const NEWS = `
messages:
  Sold: { kind: event, fields: { n: number } }
  Sell: { kind: command, fields: { n: number } }
components:
  people:
    kind: client
    sends:
      - { event: Sold, to: news, every: 10ms, count: 6, data: { n: =n }, priority: =n % 3 }
      - { command: Sell, to: news, every: 10ms, count: 1, data: { n: =n } }
  news: { kind: topic, subscribers: [ { to: work, keys: [Sold] } ] }
  work: { kind: queue, maxPriority: 9, deadLetter: { to: dead } }
  dead: { kind: queue }
  hand:
    kind: service
    consumes: [ { from: work, prefetch: 1, onFailure: reject } ]
    on: { Sold: [ { work: 100ms }, { if: msg.n == 1, then: [ { fail: broken } ] } ], Sell: [] }
`;

function viewAt(
  text: string,
  tUs: number,
  options: RunOptions = {},
): { readonly view: View; readonly scenario: Scenario } {
  const scenario = scenarioOf(text);
  const simulation = simulate(scenario, options);
  simulation.advanceTo(tUs);
  return { view: createProjection(scenario, simulation.trace).at(tUs), scenario };
}

const labels = (all: readonly QueuedMessageView[]): readonly string[] => all.map(({ message }) => message.label);

test('a queue shows what is ready, in the order of delivery, what is in whose hands, and what it gave up', () => {
  const { view, scenario } = viewAt(NEWS, 150 * MS);
  const work = view.components.get('work') as QueueView;
  expect(labels(work.ready)).toEqual(['5', '4', '3', '6']);
  expect(work.unacked).toMatchObject([{ position: 1, consumer: 'hand', deliveries: 1, priority: 2, state: 'unacked' }]);
  expect(work.consumers).toEqual([{ component: 'hand', mark: 'H', unacked: 1 }]);
  expect(work.oldestUs).toBe(30 * MS);
  expect(work.depth).toBe(5);
  expect(work.counts).toMatchObject({ ready: 4, unacked: 1, enqueued: 6, delivered: 2, 'dead-lettered': 1 });
  expect(work.givenUp).toMatchObject([{ reason: 'rejected', why: 'Its consumer rejected it.', to: 'dead' }]);
  expect(work.sub).toBe('4 ready, 1 unacked');
  const [text] = pictureText(view, scenario).components.filter(({ id }) => id === 'work');
  expect(text?.text).toBe(
    'Work: up, rules of RabbitMQ, ready 4, unacknowledged 1, oldest since 30 ms and dead letters 1 message.',
  );
});

test('a queue of SQS shows what is delayed, and until when', () => {
  const { view } = viewAt(queueDocument({ queue: ', rules: sqs, delay: 1s' }), 500 * MS);
  const work = view.components.get('work') as QueueView;
  expect(work.delayed).toMatchObject([{ position: 0, state: 'delayed', untilUs: 1_015 * MS }]);
  const later = viewAt(queueDocument({ queue: ', rules: sqs, delay: 1s' }), 1_020 * MS).view;
  expect((later.components.get('work') as QueueView).unacked).toMatchObject([{ untilUs: 31_015 * MS }]);
});

test('a topic shows who asks for what and how much of it they got', () => {
  const { view } = viewAt(NEWS, 100 * MS);
  const news = view.components.get('news') as TopicView;
  expect(news.subscribers).toEqual([{ component: 'work', interest: 'Sold', copies: 6 }]);
  expect(news.counts).toEqual({ published: 7, copied: 6, unroutable: 1, undeliverable: 0 });
  expect(news.last).toMatchObject({ routingKey: 'Sold', to: ['work'], atUs: 65 * MS });
});

test('conditions read depth, lag, staleness and counts of queues and topics', () => {
  const { view, scenario } = viewAt(NEWS, 150 * MS);
  const simulation = simulate(scenario);
  simulation.advanceTo(150 * MS);
  const holds = (source: string): unknown => {
    const compiled = compileExpression(source, 'condition');
    if (!compiled.ok) throw new Error(compiled.message);
    return judge(compiled.expression, view, { scenario, trace: simulation.trace });
  };
  const yes = { holds: true, fault: null };
  expect(holds("depth('work') == 5 && lag('work', 'hand') == 5 && staleness('work', 'hand') == 120")).toEqual(yes);
  expect(holds("count('work', 'dead-lettered') == 1 && count('news', 'unroutable') == 1")).toEqual(yes);
  expect(holds("depth('hand') == 0")).toEqual(yes);
  expect(holds("depth('news') == 0")).toEqual({ holds: false, fault: '`news` is a topic, which keeps no messages' });
});

test('every entry of queues and topics has its words', () => {
  const words = new Map<string, string>();
  const tell = (text: string, options: RunOptions = {}): void => {
    const scenario = scenarioOf(text);
    const simulation = simulate(scenario, options);
    simulation.advanceTo(20 * SECOND);
    for (const entry of simulation.trace.entries) {
      if (/^(?:queue|topic|broker)\./.test(entry.kind) && !words.has(entry.kind))
        words.set(entry.kind, wordsFor(entry, scenario));
    }
  };
  tell(NEWS, { interventions: [{ at: '9s', redrive: 'dead' }] });
  tell(queueDocument({ on: '{ Do: [ { fail: no } ] }', queue: ', deliveryLimit: 1' }));
  tell(
    queueDocument({ queue: ', maxLength: 0, overflow: reject-publish', on: '{}', consumes: '' })
      .replace('  hand:', '  hands:')
      .replace('from: work', 'from: other')
      .replace('components:', 'components:\n  other: { kind: queue }'),
  );
  tell(queueDocument({ queue: ', rules: sqs, visibilityTimeout: 60ms', on: '{ Do: [ { work: 80ms } ] }' }));
  tell(queueDocument({ queue: ', rules: sqs, fifo: true', count: 2, send: ', group: g, dedup: same' }));
  tell(NEWS, { interventions: [{ at: '1ms', crash: 'work' }] });
  expect(Object.fromEntries([...words].sort())).toEqual({
    'broker.handed-over': 'News forgets Sold 1: Work has it',
    'queue.ack-ignored':
      'Work ignores what Hand says of Do 1: the message was received again since, so this receipt is out of date',
    'queue.acknowledged': 'Work forgets Sold 2: Hand is done with it',
    'queue.dead-lettered': 'Work gives Sold 1 up and sends it to Dead: its consumer rejected it',
    'queue.deduplicated': 'Work has had Do 2 within five minutes and does not keep it again',
    'queue.discarded': 'Work gives Do 1 up, and it is lost: it came back more often than the delivery limit allows',
    'queue.enqueued': 'Work takes Sold 1 in',
    'queue.redriven': 'Dead gives Sold 1 back to Work',
    'queue.refused': 'Work turns Do 1 away: the queue is full',
    'queue.requeued': 'Work has Do 1 back from Hand: it gives the message back',
    'queue.visible': 'Do 1 can be received from Work',
    'topic.routed': 'News copies Sold 1 to Work',
    'topic.undeliverable': 'News cannot hand Sold 1 to Work: the copy is lost: Work did not answer within 1000 ms',
    'topic.unroutable': 'News drops Sell 1, and it is lost: nobody asks for messages with the routing key Sell',
  });
});

test('the stage draws what topics copy and where dead letters go, and nothing else', () => {
  const edges = topologyOf(scenarioOf(NEWS)).map(
    ({ from, to, mode, messages }) => `${from} ${mode} ${to} ${messages.join(' ')}`,
  );
  expect(edges).toEqual([
    'people send news Sold Sell',
    'news send work Sold',
    'work send dead Sold',
    'work subscribe hand Sold',
  ]);
});

test('a handler for what no topic copies to its queue is warned of', () => {
  const loaded = loadScenario(`eventually: 1\nid: t\ntitle: T\n${NEWS}`);
  expect(loaded.ok && loaded.warnings.map(({ message }) => message)).toEqual([
    'nobody sends `Sell` to `hand`, so this handler never runs',
  ]);
});
