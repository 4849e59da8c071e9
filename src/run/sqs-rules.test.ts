import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import { doneAt, handledBy, queueDocument } from './queue-documents.fixture.ts';

const sqs = (more = ''): string => `, rules: sqs, visibilityTimeout: 300ms ${more}`;
const labels = (told: readonly string[]): readonly string[] => told.map((one) => one.split(' ')[1] ?? '');

describe('consuming from an SQS queue', () => {
  test('[SQS-15] a service asks for a batch while it has fewer in hand than workers', () => {
    const sentBy = (consumes: string, workers: number): readonly number[] => {
      const document = queueDocument({ queue: sqs(), count: 6, consumes }).replace(
        'restart: 100ms',
        `workers: ${workers}`,
      );
      const run = runYaml(document, { untilUs: 150 * MS });
      return entriesOf(run, 'message.sent', 'work').map(({ tUs }) => tUs / MS);
    };
    expect(sentBy('', 1)).toEqual([15, 70, 125]);
    expect(sentBy('', 2)).toEqual([15, 25, 70, 80, 125, 135]);
    expect(sentBy(', batch: 10', 1)).toEqual([15, 70, 70, 70, 70, 70]);
  });

  test('[SQS-16] it deletes what is handled', () => {
    const run = runYaml(queueDocument({ queue: sqs() }));
    expect(doneAt(run, 'work', 'queue.acknowledged')).toEqual(['75 queue.acknowledged 1']);
    expect(entriesOf(run, 'queue.visible')).toEqual([]);
  });

  test.each([
    ['leave', [20, 320, 620]],
    ['requeue', [20, 80, 140]],
  ])('[SQS-16] what it failed on comes back: %s', (onFailure, startedMs) => {
    const run = runYaml(
      queueDocument({
        queue: sqs(),
        consumes: `, onFailure: ${onFailure}`,
        on: '{ Do: [ { work: 50ms }, { fail: no } ] }',
      }),
      { untilUs: 700 * MS },
    );
    const started = entriesOf(run, 'handler.started', 'hand').map(({ tUs }) => tUs / MS);
    expect(started.slice(0, 3)).toEqual(startedMs);
  });

  test('[SQS-16] work that takes longer than the timeout is done again and again where somebody else is free', () => {
    const run = runYaml(
      queueDocument({
        queue: sqs(),
        on: '{ Do: [ { work: 400ms } ] }',
        more: 'other: { kind: service, consumes: [ { from: work } ], on: { Do: [ { work: 400ms } ] } }',
      }),
      { untilUs: SECOND },
    );
    expect(handledBy(run, 'hand')).toEqual(['420 1 done']);
    expect(handledBy(run, 'other')).toEqual(['720 1 done']);
    expect(firstOf(run, 'queue.ack-ignored').why).toBe(
      'The message was received again since, so this receipt is out of date.',
    );
    // Whoever deletes has an old receipt: the message never goes.
    expect(doneAt(run, 'work', 'queue.acknowledged')).toEqual([]);
  });

  test('[SQS-17] a delete that gets lost is sent three times in all', () => {
    const run = runYaml(queueDocument({ queue: sqs().replace('300ms', '10s') }), {
      interventions: [{ at: '40ms', loss: ['work', 'hand'], probability: 1 }],
      untilUs: 5 * SECOND,
    });
    const deletes = entriesOf(run, 'message.sent', 'hand');
    expect(deletes.map(({ attempt, tUs }) => [attempt, tUs / MS])).toEqual([
      [1, 70],
      [2, 572.5],
      [3, 1075],
    ]);
    const fates = entriesOf(run, 'message.dropped').map(({ mayComeAgain }) => mayComeAgain);
    expect(fates).toEqual([true, true, false]);
  });

  test('[SQS-17] an answer that gets lost leaves its message hidden until the timeout', () => {
    const run = runYaml(queueDocument({ queue: sqs('').replace('300ms', '800ms'), count: 2 }), {
      interventions: [
        { at: '14ms', loss: ['work', 'hand'], probability: 1 },
        { at: '20ms', loss: ['work', 'hand'], probability: 0 },
      ],
      untilUs: 2 * SECOND,
    });
    expect(doneAt(run, 'work', 'message.sent', 'queue.visible')).toEqual([
      '15 message.sent 1',
      '517.5 message.sent 2',
      '815 queue.visible 1',
      '815 message.sent 1',
    ]);
    expect(handledBy(run, 'hand')).toHaveLength(2);
  });

  test('[SQS-17] while its link is cut a service asks for nothing', () => {
    const run = runYaml(queueDocument({ queue: sqs(), count: 3 }), {
      interventions: [
        { at: '16ms', partition: ['work', 'hand'] },
        { at: '3s', heal: ['work', 'hand'] },
      ],
      untilUs: 5 * SECOND,
    });
    // The first is on its way when the link is cut; who waits for it asks again, and finds that nothing gets through.
    expect(entriesOf(run, 'message.sent', 'work').filter(({ tUs }) => tUs < 3 * SECOND)).toHaveLength(1);
    expect(doneAt(run, 'work', 'queue.acknowledged')).toHaveLength(3);
  });

  test('[SQS-18] a crash of the queue loses nothing, and timeouts go on', () => {
    const run = runYaml(queueDocument({ queue: sqs(), on: '{ Do: [ { work: 2s } ] }', count: 2 }), {
      interventions: [
        { at: '50ms', crash: 'work' },
        { at: '400ms', restart: 'work' },
      ],
      untilUs: 6 * SECOND,
    });
    expect(firstOf(run, 'component.crashed')).toMatchObject({ lost: 0 });
    expect(doneAt(run, 'work', 'queue.visible')[0]).toBe('900 queue.visible 1');
  });

  test('[SQS-19] a copy of a delivery is handled too', () => {
    const run = runYaml(
      `${queueDocument({ queue: sqs() })}links: [ { between: [work, hand], latency: 5ms, duplication: 1 } ]`,
    );
    expect(handledBy(run, 'hand')).toEqual(['70 1 done', '120 1 done']);
    expect(doneAt(run, 'work', 'queue.acknowledged')).toHaveLength(1);
  });

  test('[SQS-3] [QUEUE-26] what is received too often moves to the dead-letter queue', () => {
    const run = runYaml(
      queueDocument({
        queue: sqs(', deadLetter: { to: dead, maxReceiveCount: 2 }'),
        on: '{ Do: [ { fail: no } ] }',
        more: 'dead: { kind: queue, rules: sqs }',
      }),
    );
    expect(handledBy(run, 'hand')).toHaveLength(2);
    expect(firstOf(run, 'queue.dead-lettered')).toMatchObject({
      to: 'dead',
      tUs: 615 * MS,
      why: 'It was received 2 times and never deleted.',
    });
    expect(doneAt(run, 'dead', 'queue.enqueued')).toEqual(['620 queue.enqueued 1']);
    expect(firstOf(run, 'broker.handed-over')).toMatchObject({ at: 'work', to: 'dead' });
  });
});

test('[SQS-13] [QUEUE-28] a redrive moves what is in sight back to its source, where it is new', () => {
  const run = runYaml(
    queueDocument({
      queue: sqs(', deadLetter: { to: dead, maxReceiveCount: 1 }'),
      on: '{ Do: [ { fail: no } ] }',
      more: 'dead: { kind: queue, rules: sqs }',
    }),
    { interventions: [{ at: '1s', redrive: 'dead' }], untilUs: 2 * SECOND },
  );
  expect(doneAt(run, 'dead', 'queue.enqueued', 'queue.redriven')).toEqual([
    '320 queue.enqueued 1',
    '1000 queue.redriven 1',
    '1310 queue.enqueued 1',
  ]);
  const delivered = entriesOf(run, 'message.sent', 'work').filter(({ passage }) => passage === 'delivery');
  expect(delivered.map(({ attempt }) => attempt)).toEqual([1, 1]);
});

describe('a FIFO queue', () => {
  const fifo = (send: string, more = ''): string =>
    queueDocument({
      queue: sqs(`, fifo: true ${more}`),
      count: 6,
      send: `, group: "=string(n % 2)" ${send}`,
      on: '{ Do: [ { work: 50ms }, { if: msg.n == 1, then: [ { fail: no } ] } ] }',
      consumes: '',
    }).replace('restart: 100ms', 'workers: 3');

  test('[SQS-8] a message that is not done with blocks its group, and no other', () => {
    const run = runYaml(fifo(', dedup: "=string(n)"'), { untilUs: 300 * MS });
    expect(labels(handledBy(run, 'hand'))).toEqual(['1', '2', '4', '6']);
    const later = runYaml(
      fifo(', dedup: "=string(n)"', ', deadLetter: { to: dead, maxReceiveCount: 1 }').replace(
        '  hand:',
        '  dead: { kind: queue, rules: sqs, fifo: true }\n  hand:',
      ),
    );
    expect(labels(handledBy(later, 'hand')).slice(-2)).toEqual(['3', '5']);
  });

  test('[SQS-10] a message that came within five minutes is accepted and not kept', () => {
    const run = runYaml(fifo(', dedup: same'));
    expect(doneAt(run, 'work', 'queue.enqueued')).toHaveLength(1);
    expect(entriesOf(run, 'queue.deduplicated')).toHaveLength(5);
  });

  test('[SQS-12] what the queue refuses at run time is told', () => {
    const run = runYaml(`
messages: { Do: { kind: command, fields: { n: number } } }
components:
  people: { kind: client, sends: [ { command: Do, to: shop, every: 10ms, count: 1, data: { n: =n } } ] }
  shop: { kind: service, on: { Do: [ { send: Do, to: news, data: { n: =msg.n } } ] } }
  news: { kind: topic, subscribers: [ { to: work } ] }
  work: { kind: queue, rules: sqs, fifo: true }
`);
    expect(firstOf(run, 'queue.refused').why).toBe('A message to a FIFO queue needs a message group.');
    expect(firstOf(run, 'topic.undeliverable').why).toBe(
      'The copy is lost: A message to a FIFO queue needs a message group.',
    );
  });
});
