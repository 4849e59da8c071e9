import fc from 'fast-check';
import type { RandomRun } from './random-run.fixture.ts';

type Document = Readonly<Record<string, unknown>>;

const ms = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((n) => `${n}ms`);
const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** Settings that a queue can have beside each other. */
const rabbitmq: fc.Arbitrary<Document> = fc
  .tuple(
    some({ ttl: ms(0, 800), durable: fc.boolean() }),
    fc.option(fc.record({ maxLength: fc.nat(4), overflow: fc.constantFrom('drop-head', 'reject-publish') }), {
      nil: {},
    }),
    fc.constantFrom<Document>({}, { maxPriority: 3 }, { deliveryLimit: 2, durable: true }),
    fc.constantFrom<Document>({}, { deadLetter: { to: 'dead' } }, { deadLetter: { to: 'news', routingKey: 'a.b' } }),
  )
  .map((parts) => Object.assign({ kind: 'queue' }, ...parts) as Document);

const standard: fc.Arbitrary<Document> = fc
  .tuple(
    some({ visibilityTimeout: ms(0, 700), delay: ms(0, 300) }),
    fc.constantFrom<Document>({}, { deadLetter: { to: 'dead', maxReceiveCount: 2 } }),
  )
  .map((parts) => Object.assign({ kind: 'queue', rules: 'sqs' }, ...parts) as Document);

const fifo: fc.Arbitrary<Document> = fc
  .tuple(standard, some({ contentBasedDeduplication: fc.constant(true) }))
  .map(([queue, more]) => ({ ...queue, ...more, fifo: true }));

const rabbitmqConsumption: fc.Arbitrary<Document> = fc.oneof(
  some({ prefetch: fc.integer({ min: 1, max: 3 }), onFailure: fc.constantFrom('requeue', 'reject', 'leave') }),
  fc.constant({ autoAck: true }),
);
const sqsConsumption: fc.Arbitrary<Document> = some({
  batch: fc.integer({ min: 1, max: 10 }),
  visibilityTimeout: ms(50, 600),
  onFailure: fc.constantFrom('requeue', 'leave'),
});

const handler: fc.Arbitrary<readonly Document[]> = fc
  .tuple(fc.option(ms(0, 120)), fc.constantFrom('msg.n % 3 == 0', 'msg.n > 100', 'msg.n > 0'))
  .map(([work, bad]) => [...(work === null ? [] : [{ work }]), { if: bad, then: [{ fail: 'broken' }] }]);

function consumers(consumption: fc.Arbitrary<Document>, source: string): fc.Arbitrary<readonly Document[]> {
  const one = fc
    .tuple(fc.integer({ min: 1, max: 3 }), consumption, handler, ms(0, 300))
    .map(([workers, how, statements, restart]) => ({
      kind: 'service',
      workers,
      restart,
      on: { Do: statements },
      consumes: [{ from: source, ...how }],
    }));
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

/** Headers whose expressions read the running number, under the name that it has at this place. */
function named(headers: Document, number: string): Document {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value).replaceAll('N', number)]),
  );
}

const loss = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(0.1, 0.4) });

function around(
  queue: fc.Arbitrary<Document>,
  consumption: fc.Arbitrary<Document>,
  told: fc.Arbitrary<Document>,
  dead: Document,
): fc.Arbitrary<unknown> {
  return fc
    .record({
      queue,
      headers: told,
      people: consumers(consumption, 'work'),
      every: ms(5, 120),
      count: fc.integer({ min: 5, max: 40 }),
      // Not 0: with no visibility timeout either, a poison message would come round for ever at one instant.
      network: ms(1, 30),
      loss,
      duplication: loss,
      viaTopic: fc.boolean(),
    })
    .map(({ people, viaTopic, headers, every, count, network, ...one }) => ({
      eventually: 1,
      id: 'queues',
      title: 'Queues',
      messages: { Do: { kind: 'command', fields: { n: 'number' } } },
      components: {
        c0: { kind: 'client', sends: [{ command: 'Do', to: 's', every, count, data: { n: '=n' } }] },
        c1: {
          kind: 'client',
          sends: [{ command: 'Do', to: 'work', every, count, data: { n: '=n' }, ...named(headers, 'n') }],
        },
        s: {
          kind: 'service',
          workers: 3,
          on: {
            Do: [{ send: 'Do', to: viaTopic ? 'news' : 'work', data: { n: '=msg.n' }, ...named(headers, 'msg.n') }],
          },
        },
        work: one.queue,
        dead: { kind: 'queue', ...dead },
        news: {
          kind: 'topic',
          subscribers: [
            { to: 'work', keys: ['Do'] },
            { to: 'watch', keys: ['#'] },
          ],
        },
        watch: { kind: 'service', on: { Do: [] } },
        ...Object.fromEntries(people.map((person, i) => [`p${i}`, person])),
      },
      network: { latency: network },
      links: [
        { between: ['s', 'work'], latency: network, loss: one.loss },
        { between: ['p0', 'work'], latency: network, loss: one.loss, duplication: one.duplication },
      ],
    }));
}

const document: fc.Arbitrary<unknown> = fc.oneof(
  around(
    rabbitmq.filter((queue) => queue['maxPriority'] === undefined),
    rabbitmqConsumption,
    some({ ttl: ms(0, 500) }),
    {},
  ),
  around(
    rabbitmq.map((queue) => ({ ...queue, maxPriority: 3, deliveryLimit: undefined })),
    rabbitmqConsumption,
    fc.constant({ priority: '=N % 5' }),
    {},
  ),
  around(standard, sqsConsumption, some({ delay: ms(0, 300) }), { rules: 'sqs' }),
  around(fifo, sqsConsumption, fc.constant({ group: '=string(N % 2)', dedup: '=string(N)' }), {
    rules: 'sqs',
    fifo: true,
  }),
);

const deed = fc.record({
  atMs: fc.nat(2_500),
  kind: fc.constantFrom('blip', 'crash', 'restart', 'slow', 'poison', 'partition', 'heal', 'loss', 'duplication'),
  which: fc.nat(20),
  amount: fc.nat(100),
});

/** Runs of a few seconds around one queue, its consumers, its dead letters and a topic. */
export const randomQueues: fc.Arbitrary<RandomRun> = fc.record({
  document: document.map((one) => JSON.parse(JSON.stringify(one)) as unknown),
  deeds: fc.array(deed, { maxLength: 8 }),
  seed: fc.nat(1_000),
}) as fc.Arbitrary<RandomRun>;
