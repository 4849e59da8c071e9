import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const HEAD = `eventually: 1
id: brokers
title: Brokers
messages:
  Do: { kind: command, fields: { n: number } }
  Done: { kind: event, fields: { n: number } }
components:
`;

/** What the loader says, as "path: sentence". */
function problemsOf(components: string): readonly string[] {
  const loaded = loadScenario(HEAD + components);
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path.replace('components.', '')}: ${message}`);
}

const queue = (fields: string, more = ''): string => `  q: { kind: queue, ${fields} }\n${more}`;
const consumer = (source: string, consumes: string): string =>
  `  q: { kind: queue, ${source} }\n  s: { kind: service, consumes: [ { from: q, ${consumes} } ], on: { Do: [] } }\n`;
const sender = (target: string, statement: string): string =>
  `  q: ${target}\n  s: { kind: service, on: { Do: [ { ${statement}, data: { n: 1 } } ] } }\n`;

describe('a queue that its product would refuse', () => {
  test.each([
    [
      queue('rules: kafka'),
      'q.rules: `kafka` is not a broker whose rules a queue follows; there are `rabbitmq` and `sqs`',
    ],
    [queue('ttl: 5'), 'q.ttl: `5` has no unit; write `5ms` or `5s`'],
    [queue('maxPriority: 256'), 'q.maxPriority: `maxPriority` is 256; at most 255 is allowed'],
    [
      queue('maxLength: 5, overflow: drop-tail'),
      'q.overflow: `drop-tail` is not what a full queue does; there are `drop-head`, `reject-publish` and `reject-publish-dlx`',
    ],
    [
      queue('overflow: drop-head'),
      'q.overflow: `overflow` says what a full queue does; say with `maxLength` when it is full',
    ],
    [
      queue('maxLength: 1, overflow: reject-publish-dlx'),
      'q.overflow: `reject-publish-dlx` sends what it turns away to a dead-letter exchange; give `deadLetter`',
    ],
    [
      queue('deliveryLimit: 3, maxPriority: 5'),
      'q.maxPriority: a queue with a `deliveryLimit` is a quorum queue, which knows no priorities',
    ],
    [
      queue('deliveryLimit: 3, durable: false'),
      'q.durable: a queue with a `deliveryLimit` is a quorum queue, which is always durable',
    ],
    [
      queue(
        'deliveryLimit: 3, maxLength: 1, overflow: reject-publish-dlx, deadLetter: { to: d }',
        '  d: { kind: queue }\n',
      ),
      'q.overflow: a queue with a `deliveryLimit` is a quorum queue, which does not know `reject-publish-dlx`',
    ],
    [queue('rules: sqs, ttl: 5s'), "q.ttl: `ttl` is for RabbitMQ's queues; this one follows SQS's rules"],
    [
      queue('visibilityTimeout: 5s'),
      "q.visibilityTimeout: `visibilityTimeout` is for SQS's queues; write `rules: sqs`",
    ],
    [queue('rules: sqs, retention: 1s'), 'q: The retention must be between 60 s and 1209600 s.'],
    [queue('rules: sqs, delay: 16m'), 'q: The delay must be between 0 s and 900 s.'],
    [queue('rules: sqs, contentBasedDeduplication: true'), 'q: Only a FIFO queue deduplicates by content.'],
    [
      queue('rules: sqs, deadLetter: { to: d, maxReceiveCount: 0 }', '  d: { kind: queue, rules: sqs }\n'),
      'q: The greatest receive count must be between 1 and 1000.',
    ],
    [queue('deadLetter: { to: x }'), 'q.deadLetter.to: `x` is not a component; there is `q`'],
    [
      queue('deadLetter: { to: q }'),
      'q.deadLetter.to: a queue cannot be its own dead-letter queue here; write a second queue',
    ],
    [
      queue('deadLetter: { to: d }', '  d: { kind: log }\n'),
      'q.deadLetter.to: `d` is a log; dead letters go to a queue or topic',
    ],
    [
      queue('rules: sqs, deadLetter: { to: d }', '  d: { kind: topic }\n'),
      'q.deadLetter.to: `d` is a topic; dead letters go to a queue',
    ],
    [
      queue('rules: sqs, deadLetter: { to: d }', '  d: { kind: queue }\n'),
      'q.deadLetter.to: `q` and `d` follow the rules of two products, which know nothing of each other',
    ],
    [
      queue('rules: sqs, fifo: true, deadLetter: { to: d }', '  d: { kind: queue, rules: sqs }\n'),
      'q.deadLetter.to: the dead-letter queue of a FIFO queue is a FIFO queue, and that of a standard queue a standard queue',
    ],
    [
      queue('deadLetter: { to: d, maxReceiveCount: 3 }', '  d: { kind: queue }\n'),
      'q.deadLetter.maxReceiveCount: `maxReceiveCount` is for SQS; RabbitMQ counts with `deliveryLimit`',
    ],
    [
      queue('deadLetter: { to: d, routingKey: a }', '  d: { kind: queue }\n'),
      'q.deadLetter.routingKey: a `routingKey` matters where dead letters go to a topic',
    ],
  ])('%s', (components, sentence) => {
    expect(problemsOf(components)).toEqual([sentence]);
  });
});

describe('a consumption that makes no sense', () => {
  test.each([
    [
      consumer('durable: true', 'prefetch: 0'),
      's.consumes[0].prefetch: `prefetch: 0` means no bound to RabbitMQ; leave `prefetch` out for that, or write 1 or more',
    ],
    [consumer('rules: sqs', 'batch: 11'), 's.consumes[0].batch: one receive of SQS takes between 1 and 10 messages'],
    [consumer('rules: sqs', 'batch: 0'), 's.consumes[0].batch: one receive of SQS takes between 1 and 10 messages'],
    [
      consumer('durable: true', 'autoAck: true, prefetch: 1'),
      's.consumes[0].prefetch: `prefetch` bounds what is unacknowledged, and with `autoAck` nothing is',
    ],
    [
      consumer('durable: true', 'autoAck: true, onFailure: reject'),
      's.consumes[0].onFailure: with `autoAck` the broker has forgotten the message before the handler can fail',
    ],
    [
      consumer('rules: sqs', 'onFailure: reject'),
      's.consumes[0].onFailure: SQS knows no `reject`: what is not deleted comes back, and moves to the dead-letter queue in the end; write `leave` or `requeue`',
    ],
    [
      consumer('rules: sqs', 'prefetch: 1'),
      "s.consumes[0].prefetch: `prefetch` is for RabbitMQ's queues, and `q` follows SQS's rules",
    ],
    [
      consumer('durable: true', 'visibilityTimeout: 1s'),
      "s.consumes[0].visibilityTimeout: `visibilityTimeout` is for SQS's queues, and `q` follows RabbitMQ's rules",
    ],
    [
      consumer('durable: true', 'group: g'),
      's.consumes[0].group: a queue has no consumer groups: each message goes to one consumer',
    ],
    [
      consumer('durable: true', 'retry: { delay: 1s }'),
      's.consumes[0].retry: a queue delivers again by itself; `onFailure` says what becomes of a message whose handler failed',
    ],
    [
      consumer('durable: true', 'keys: [a]'),
      's.consumes[0].keys: `keys` is for topics, and `q` is a queue, whose consumers get everything',
    ],
    [
      '  l: { kind: log }\n  s: { kind: service, consumes: [ { from: l, prefetch: 1 } ], on: { Do: [] } }\n',
      's.consumes[0].prefetch: `prefetch` is for queues, and `l` is a log',
    ],
    [
      '  l: { kind: log }\n  s: { kind: service, consumes: [ { from: l, pattern: { a: [1] } } ], on: { Do: [] } }\n',
      's.consumes[0].pattern: `pattern` is for topics, and `l` is a log',
    ],
    [
      '  t: { kind: topic }\n  s: { kind: service, consumes: [ { from: t, group: g } ], on: { Do: [] } }\n',
      's.consumes[0].group: a topic pushes each message to every subscriber; put a queue between to share the work',
    ],
    [
      '  t: { kind: topic }\n  s: { kind: service, consumes: [ { from: t, retry: { attempts: 3 } } ], on: { Do: [] } }\n',
      's.consumes[0].retry: a topic pushes each message once; put a queue between to try again',
    ],
  ])('%s', (components, sentence) => {
    expect(problemsOf(components)).toEqual([sentence]);
  });
});

describe('a topic that makes no sense', () => {
  const topic = (fields: string, more = '  s: { kind: service, on: { Do: [] } }\n'): string =>
    `  t: { kind: topic, ${fields} }\n${more}`;

  test.each([
    [
      topic('exchange: headers'),
      't.exchange: `headers` is not a kind of exchange; there are `topic`, `fanout` and `direct`',
    ],
    [topic('subscribers: [ { to: x } ]'), 't.subscribers[0].to: `x` is not a component; there are `t` and `s`'],
    [
      topic('subscribers: [ { to: t } ]'),
      "t.subscribers[0].to: `t` is a topic; a topic's subscribers are queues, logs and services",
    ],
    [
      topic('subscribers: [ { to: s }, { to: s, keys: [a] } ]'),
      't.subscribers[1].to: `s` subscribes already; give it several `keys`',
    ],
    [
      topic('subscribers: [ { to: s, keys: [a], pattern: { a: [1] } } ]'),
      't.subscribers[0].pattern: a subscription has `keys` or a `pattern`; write one of them',
    ],
    [
      topic('exchange: fanout, subscribers: [ { to: s, keys: [a] } ]'),
      't.subscribers[0].keys: a fanout exchange copies everything to everybody, whatever the `keys`',
    ],
    [
      topic('exchange: direct, subscribers: [ { to: s, keys: [a.*] } ]'),
      't.subscribers[0].keys[0]: a direct exchange compares keys letter by letter; `a.*` needs `exchange: topic`',
    ],
    [
      topic('subscribers: [ { to: s, pattern: { detail: { n: 5 } } } ]'),
      't.subscribers[0].pattern.detail.n: `5` must be a list, such as [5], or an object',
    ],
    [
      topic('subscribers: [ { to: s } ]', '  s: { kind: service, consumes: [ { from: t } ], on: { Do: [] } }\n'),
      's.consumes[0].from: `t` has `s` among its subscribers already',
    ],
    [
      topic('exchange: topic', '  s: { kind: service, consumes: [ { from: t, pattern: 5 } ], on: { Do: [] } }\n'),
      's.consumes[0].pattern: an event pattern is an object of fields, each with a list of values',
    ],
  ])('%s', (components, sentence) => {
    expect(problemsOf(components)).toEqual([sentence]);
  });
});

describe('what is told a broker that does not listen', () => {
  const rabbit = '{ kind: queue }';
  const sqs = '{ kind: queue, rules: sqs }';
  const fifo = '{ kind: queue, rules: sqs, fifo: true }';

  test.each([
    [sender('{ kind: log }', 'publish: Do, to: q, ttl: 5s'), 'ttl: `ttl` is for a queue or a topic, and `q` is a log'],
    [
      sender('{ kind: service, on: { Do: [] } }', 'send: Do, to: q, priority: 1'),
      'priority: `priority` is for a queue or a topic, and `q` is a service',
    ],
    [
      sender('{ kind: service, on: { Do: [] } }', 'send: Do, to: q, acks: true'),
      'acks: `acks` is for a broker, which acknowledges, and `q` is a service',
    ],
    [sender(rabbit, 'send: Do, to: q, ttl: 5'), 'ttl: `5` has no unit; write `5ms` or `5s`'],
    [
      sender(rabbit, 'send: Do, to: q, ttl: soon'),
      'ttl: `soon` is not a duration; write for example `40ms`, `2s` or `1m`',
    ],
    [
      sender('{ kind: queue, maxPriority: 5 }', 'send: Do, to: q, priority: high'),
      'priority: a priority is a whole number from 0 to 255, not a string',
    ],
    [sender(rabbit, 'send: Do, to: q, priority: 1'), 'priority: `q` knows no priorities; give it a `maxPriority`'],
    [
      sender(rabbit, 'send: Do, to: q, routingKey: a'),
      'routingKey: a queue gets what is sent to it, whatever the `routingKey`; send it to a topic',
    ],
    [
      sender(rabbit, 'send: Do, to: q, delay: 1s'),
      "delay: `delay` is for SQS's queues, and `q` follows RabbitMQ's rules",
    ],
    [
      sender(rabbit, 'send: Do, to: q, group: g'),
      'group: `group` is for FIFO queues, and `q` is none (`rules: sqs, fifo: true`)',
    ],
    [sender(sqs, 'send: Do, to: q, ttl: 1s'), "ttl: `ttl` is for RabbitMQ's queues, and `q` follows SQS's rules"],
    [
      sender(fifo, 'send: Do, to: q, group: g, dedup: d, delay: 1s'),
      'delay: a FIFO queue delays all messages alike: set the `delay` of `q` instead',
    ],
    [
      sender(fifo, 'send: Do, to: q, dedup: d'),
      'to: a message to the FIFO queue `q` needs a `group`, in which order is kept',
    ],
    [
      sender(fifo, 'send: Do, to: q, group: g'),
      'to: a message to the FIFO queue `q` needs a `dedup` id, or the queue `contentBasedDeduplication: true`',
    ],
    [sender(sqs, 'call: Do, to: q'), 'to: `q` is a queue, which handles no messages; `publish` writes to a queue'],
  ])('%s', (components, sentence) => {
    expect(problemsOf(components)).toEqual([`s.on.Do[0].${sentence}`]);
  });

  test('in a workload of a client', () => {
    const components =
      '  q: { kind: queue }\n  c: { kind: client, sends: [ { command: Do, to: q, every: 1s, dedup: a, data: { n: 1 } } ] }\n';
    expect(problemsOf(components)).toEqual([
      'c.sends[0].dedup: `dedup` is for FIFO queues, and `q` is none (`rules: sqs, fifo: true`)',
    ]);
  });
});

test('conditions can ask for the depth of a queue and for its lag, by consumer', () => {
  const ask = (condition: string): readonly string[] =>
    problemsOf(`${consumer('durable: true', 'prefetch: 1')}fitness: [ { name: f, holds: "${condition}" } ]\n`);
  expect(ask("depth('q') < 5 && lag('q', 's') < 5 && staleness('q', 's') < 5 && count('q', 'ready') == 0")).toEqual([]);
  expect(ask("lag('q', 'x') < 5")).toEqual(['fitness[0].holds: `x` is not a consumer of `q`; there is `s`']);
  expect(ask("count('q', 'lost') == 0")[0]).toContain('`lost` is not an outcome of a queue');
});
