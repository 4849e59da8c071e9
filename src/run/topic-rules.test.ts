import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import { doneAt, handledBy } from './queue-documents.fixture.ts';

function topicDocument(topic: string, more: string, send = ''): string {
  return `
messages:
  Sold: { kind: event, fields: { n: number } }
  Sell: { kind: command, fields: { n: number } }
components:
  people: { kind: client, sends: [ { command: Sell, to: shop, every: 10ms, count: 3, data: { n: =n } } ] }
  shop:
    kind: service
    on: { Sell: [ { publish: Sold, to: news, data: { n: =msg.n } ${send} }, { reply: { ok: true } } ] }
  news: { kind: topic ${topic} }
  ${more}
`;
}

const twoQueues = 'a: { kind: queue }\n  b: { kind: queue }';
const kept = (run: Parameters<typeof doneAt>[0], at: string): readonly string[] =>
  entriesOf(run, 'queue.enqueued', at).map(({ message }) => message.label);

describe('routing', () => {
  test('[TOPIC-8] the routing key is the name of the message, unless its sender gives one', () => {
    const topic = ', subscribers: [ { to: a, keys: [Sold] }, { to: b, keys: ["sold.*", "none"] } ]';
    const plain = runYaml(topicDocument(topic, twoQueues));
    expect([kept(plain, 'a'), kept(plain, 'b')]).toEqual([['1', '2', '3'], []]);
    const keyed = runYaml(topicDocument(topic, twoQueues, `, routingKey: "='sold.' + string(msg.n)"`));
    expect([kept(keyed, 'a'), kept(keyed, 'b')]).toEqual([[], ['1', '2', '3']]);
    expect(firstOf(keyed, 'topic.routed')).toMatchObject({
      routingKey: 'sold.1',
      to: [{ subscriber: 'b', binding: 'sold.*' }],
    });
  });

  test('[TOPIC-8] a direct exchange compares keys, a fanout exchange copies to everybody', () => {
    const key = `, routingKey: "='k' + string(msg.n)"`;
    const direct = runYaml(
      topicDocument(
        ', exchange: direct, subscribers: [ { to: a, keys: [k1, k3] }, { to: b, keys: [k] } ]',
        twoQueues,
        key,
      ),
    );
    expect([kept(direct, 'a'), kept(direct, 'b')]).toEqual([['1', '3'], []]);
    const fanout = runYaml(topicDocument(', exchange: fanout, subscribers: [ { to: a }, { to: b } ]', twoQueues, key));
    expect([kept(fanout, 'a'), kept(fanout, 'b')]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
  });

  test('[TOPIC-9] a topic confirms at once; a message that nobody asks for is gone, with a word', () => {
    const run = runYaml(topicDocument('', ''));
    expect(firstOf(run, 'topic.unroutable')).toMatchObject({
      returned: false,
      why: 'Nobody asks for messages with the routing key Sold.',
    });
    expect(entriesOf(run, 'request.completed').map(({ outcome, tUs }) => `${outcome} ${tUs / MS}`)).toEqual([
      'ok 30',
      'ok 40',
      'ok 50',
    ]);
  });

  test('[TOPIC-9] with `return` its sender fails instead', () => {
    const run = runYaml(topicDocument(', unroutable: return', ''));
    expect(firstOf(run, 'topic.unroutable')).toMatchObject({ returned: true });
    expect(firstOf(run, 'call.failed')).toMatchObject({ at: 'shop', attempts: 1, why: 'nobody asks for Sold' });
  });

  test('[TOPIC-12] an event pattern sees the envelope and the data', () => {
    const asks = (pattern: string): readonly string[] =>
      kept(runYaml(topicDocument(`, subscribers: [ { to: a, pattern: ${pattern} } ]`, 'a: { kind: queue }')), 'a');
    expect(asks('{ detail: { n: [ { numeric: [">", 1] } ] } }')).toEqual(['2', '3']);
    expect(asks('{ "detail-type": [Sold], source: [shop] }')).toHaveLength(3);
    expect(asks('{ "detail-type": [Sold], source: [people] }')).toEqual([]);
    expect(asks('{ time: [ { prefix: "1970-01-01T00:00:00" } ], id: [ { exists: true } ] }')).toHaveLength(3);
  });

  test('[TOPIC-13] a service subscribes itself', () => {
    const run = runYaml(
      topicDocument(
        '',
        'watch: { kind: service, consumes: [ { from: news, keys: ["So*", "#"] } ], on: { Sold: [ { work: 1ms } ] } }',
      ),
    );
    expect(handledBy(run, 'watch')).toHaveLength(3);
    expect(entriesOf(run, 'message.sent', 'news').filter(({ to }) => to === 'watch')[0]).toMatchObject({
      passage: 'delivery',
    });
  });
});

test('[TOPIC-7] a service that joins later gets what is published from then on', () => {
  const run = runYaml(
    topicDocument('', 'late: { kind: service, absent: true, consumes: [ { from: news } ], on: { Sold: [] } }'),
    { interventions: [{ at: '25ms', subscribe: 'late' }] },
  );
  expect(handledBy(run, 'late').map((one) => one.split(' ')[1])).toEqual(['2', '3']);
  expect(doneAt(run, 'news', 'topic.unroutable')).toEqual(['20 topic.unroutable 1']);
});

describe('copies', () => {
  const both = ', subscribers: [ { to: a }, { to: watch }, { to: log } ]';
  const receivers =
    'a: { kind: queue }\n  log: { kind: log }\n  watch: { kind: service, on: { Sold: [ { if: msg.n == 2, then: [ { fail: no } ] } ] } }';

  test('[TOPIC-10] go to queues, logs and services', () => {
    const run = runYaml(topicDocument(both, receivers));
    expect(kept(run, 'a')).toEqual(['1', '2', '3']);
    expect(entriesOf(run, 'log.appended', 'log')).toHaveLength(3);
    expect(handledBy(run, 'watch').map((one) => one.split(' ').slice(1).join(' '))).toEqual([
      '1 done',
      '2 failed',
      '3 done',
    ]);
  });

  test('[TOPIC-10] queues and logs get them again until they acknowledge, services do not', () => {
    const run = runYaml(topicDocument(both, receivers), {
      interventions: [
        { at: '1ms', partition: ['news', 'a'] },
        { at: '1ms', partition: ['news', 'watch'] },
        { at: '500ms', heal: ['news', 'a'] },
        { at: '500ms', heal: ['news', 'watch'] },
      ],
      untilUs: 20 * SECOND,
    });
    expect(kept(run, 'a')).toEqual(['1', '2', '3']);
    expect(handledBy(run, 'watch')).toEqual([]);
    const lost = entriesOf(run, 'message.dropped').filter(({ to }) => to === 'watch');
    expect(lost.map(({ mayComeAgain }) => mayComeAgain)).toEqual([false, false, false]);
    const down = runYaml(topicDocument(both, receivers), {
      interventions: [{ at: '1ms', crash: 'a' }],
      untilUs: 30 * SECOND,
    });
    expect(doneAt(down, 'news', 'topic.undeliverable')).toHaveLength(3);
  });

  test('[TOPIC-10] what a service that subscribes itself fails on is gone, with a word', () => {
    const run = runYaml(
      topicDocument('', 'watch: { kind: service, consumes: [ { from: news } ], on: { Sold: [ { fail: no } ] } }'),
    );
    expect(doneAt(run, 'watch', 'message.dropped')).toHaveLength(3);
    expect(firstOf(run, 'message.dropped')).toMatchObject({ reason: 'skipped', mayComeAgain: false });
  });

  test('[TOPIC-11] a crash of the topic loses those that are not acknowledged, and says each', () => {
    const run = runYaml(topicDocument(', subscribers: [ { to: a }, { to: b } ]', twoQueues), {
      interventions: [
        { at: '1ms', partition: ['news', 'a'] },
        { at: '300ms', crash: 'news' },
        { at: '400ms', heal: ['news', 'a'] },
        { at: '400ms', restart: 'news' },
      ],
    });
    expect(firstOf(run, 'component.crashed')).toMatchObject({ at: 'news', lost: 3 });
    const lost = entriesOf(run, 'message.dropped', 'news').filter(({ reason }) => reason === 'crash');
    expect(lost.map(({ message, to }) => `${message.label} ${to}`)).toEqual(['1 a', '2 a', '3 a']);
    expect(kept(run, 'b')).toHaveLength(3);
    expect(kept(run, 'a')).toEqual([]);
  });

  test('[TOPIC-8] [QUEUE-26] dead letters go to a topic under their routing key', () => {
    const run = runYaml(
      topicDocument(
        ', subscribers: [ { to: a, keys: [buried] } ]',
        'a: { kind: queue }\n  b: { kind: queue, ttl: 20ms, deadLetter: { to: news, routingKey: buried } }',
      ).replace('to: shop,', 'to: b,'),
    );
    expect(kept(run, 'a')).toEqual(['1', '2', '3']);
    expect(entriesOf(run, 'queue.enqueued', 'a')[0]?.message.headers).toMatchObject({
      exchange: 'news',
      routingKey: 'buried',
      deaths: [{ queue: 'b', reason: 'expired', count: 1 }],
    });
  });
});
