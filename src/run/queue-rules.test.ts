import { describe, expect, test } from 'vitest';
import { causesOf, entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import { doneAt, handledBy, queueDocument } from './queue-documents.fixture.ts';

const CRASH_HAND = [{ at: '30ms', crash: 'hand' }] as const;

describe('publishing to a queue', () => {
  const shop = (statement: string, more = ''): string => `
messages: { Do: { kind: command, fields: { n: number } } }
components:
  people: { kind: client, sends: [ { command: Do, to: shop, every: 10ms, count: 1, data: { n: =n } } ] }
  shop: { kind: service, on: { Do: [ { ${statement}, to: work, data: { n: =msg.n } }, { reply: { ok: true } } ] } }
  work: { kind: queue ${more} }
`;

  test('[QUEUE-19] the sender waits for the confirm', () => {
    const run = runYaml(shop('send: Do'));
    const confirmed = entriesOf(run, 'message.delivered', 'shop').find(({ passage }) => passage === 'ack');
    expect(confirmed?.tUs).toBe(25 * MS);
    expect(causesOf(run, firstOf(run, 'request.completed'))).toContain('queue.enqueued');
    const forgetful = runYaml(shop('send: Do, acks: false'));
    expect(entriesOf(forgetful, 'message.sent', 'work')).toEqual([]);
    expect(firstOf(forgetful, 'request.completed').tUs).toBe(20 * MS);
  });

  test('[QUEUE-19] a lost confirm puts the message in twice', () => {
    const run = runYaml(shop('send: Do'), {
      interventions: [
        { at: '21ms', partition: ['shop', 'work'] },
        { at: '100ms', heal: ['shop', 'work'] },
      ],
    });
    expect(doneAt(run, 'work', 'queue.enqueued')).toEqual(['20 queue.enqueued 1', '1220 queue.enqueued 1']);
  });

  test('[QUEUE-19] a full queue says so, and the sender tries again', () => {
    const run = runYaml(shop('send: Do', ', maxLength: 0, overflow: reject-publish'), { untilUs: 5 * SECOND });
    expect(entriesOf(run, 'queue.refused')).toHaveLength(10);
    expect(firstOf(run, 'call.failed')).toMatchObject({ at: 'shop', attempts: 10, why: 'the queue is full' });
    expect(firstOf(run, 'request.completed').outcome).toBe('failed');
  });
});

describe('consuming from a RabbitMQ queue', () => {
  test('[QUEUE-20] what is handled is acknowledged over the network', () => {
    const run = runYaml(queueDocument({}));
    expect(handledBy(run, 'hand')).toEqual(['70 1 done']);
    expect(doneAt(run, 'work', 'queue.enqueued', 'message.sent', 'queue.acknowledged')).toEqual([
      '15 queue.enqueued 1',
      '15 message.sent 1',
      '75 queue.acknowledged 1',
    ]);
  });

  test('[QUEUE-20] a prefetch bounds what the service has in hand', () => {
    const inHand = (consumes: string): number => {
      const run = runYaml(queueDocument({ count: 5, consumes }), { untilUs: 70 * MS - 1 });
      return entriesOf(run, 'message.sent', 'work').length;
    };
    expect(inHand('')).toBe(5);
    expect(inHand(', prefetch: 2')).toBe(2);
  });

  test.each([
    ['requeue', ['queue.requeued', 'queue.requeued', 'queue.requeued']],
    ['reject', ['queue.discarded']],
    ['leave', []],
  ])('[QUEUE-20] on failure: %s', (onFailure, kinds) => {
    const run = runYaml(
      queueDocument({ consumes: `, onFailure: ${onFailure}`, on: '{ Do: [ { work: 50ms }, { fail: broken } ] }' }),
      { untilUs: 200 * MS },
    );
    const told = run.trace.entries.filter(({ at, kind }) => at === 'work' && kind.startsWith('queue.'));
    expect(told.slice(1).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('[QUEUE-20] a message that breaks its contract counts as failed', () => {
    const run = runYaml(queueDocument({ consumes: ', onFailure: reject' }), {
      interventions: [{ at: '1ms', rename: 'Do', of: 'people', field: 'n', to: 'm' }],
    });
    expect(firstOf(run, 'queue.discarded')).toMatchObject({ reason: 'rejected', why: 'Its consumer rejected it.' });
  });

  test('[QUEUE-5] [QUEUE-20] a poison message comes round and round, each time with a tag of its own', () => {
    const run = runYaml(queueDocument({ queue: ', deliveryLimit: 2' }), {
      interventions: [{ at: '1ms', poison: 'hand' }],
    });
    const delivered = entriesOf(run, 'message.sent', 'work').map(({ message: { headers, poison } }) => [
      headers?.['tag'],
      headers?.['redelivered'],
      headers?.['deliveries'],
      poison,
    ]);
    expect(delivered).toEqual([
      [1, false, 1, true],
      [2, true, 2, true],
      [3, true, 3, true],
    ]);
    expect(firstOf(run, 'queue.discarded').reason).toBe('delivery_limit');
  });

  test('[QUEUE-21] a crash of the consumer brings back what it held, to its place', () => {
    const run = runYaml(queueDocument({ count: 3 }), {
      interventions: [...CRASH_HAND, { at: '100ms', restart: 'hand' }],
    });
    expect(doneAt(run, 'work', 'queue.requeued')).toEqual(['30 queue.requeued 1', '30 queue.requeued 2']);
    expect(firstOf(run, 'queue.requeued').why).toBe('Its connection is gone: its process is gone.');
    expect(handledBy(run, 'hand').slice(1)).toEqual(['255 1 done', '305 2 done', '355 3 done']);
  });

  test('[QUEUE-21] what was sent on a channel that is closed since is not taken', () => {
    const slow = runYaml(`${queueDocument({})}links: [ { between: [work, hand], latency: 150ms } ]`, {
      interventions: [
        { at: '16ms', crash: 'hand' },
        { at: '16ms', restart: 'hand' },
      ],
    });
    expect(firstOf(slow, 'message.dropped')).toMatchObject({ at: 'hand', reason: 'nobody-waits', mayComeAgain: true });
    expect(handledBy(slow, 'hand')).toEqual(['316 1 done']);
  });

  test('[QUEUE-22] a delivery that gets lost is sent again, with its tag', () => {
    const run = runYaml(queueDocument({}), {
      interventions: [
        { at: '1ms', loss: ['work', 'hand'], probability: 1 },
        { at: '100ms', loss: ['work', 'hand'], probability: 0 },
      ],
    });
    const sent = entriesOf(run, 'message.sent', 'work');
    expect(sent.map(({ message, attempt, tUs }) => [message.headers?.['tag'], attempt, tUs])).toEqual([
      [1, 1, 15 * MS],
      [1, 1, 217_500],
    ]);
    expect(entriesOf(run, 'queue.requeued')).toEqual([]);
    expect(handledBy(run, 'hand')).toEqual(['272.5 1 done']);
  });

  test('[QUEUE-22] an acknowledgement that gets lost is sent again', () => {
    const run = runYaml(queueDocument({}), {
      interventions: [
        { at: '60ms', loss: ['work', 'hand'], probability: 1 },
        { at: '100ms', loss: ['work', 'hand'], probability: 0 },
      ],
    });
    expect(doneAt(run, 'work', 'queue.acknowledged', 'queue.requeued')).toEqual(['277.5 queue.acknowledged 1']);
  });

  test('[QUEUE-22] on a cut link the connection is gone, and comes back when the link does', () => {
    const run = runYaml(queueDocument({}), {
      interventions: [
        { at: '1ms', partition: ['work', 'hand'] },
        { at: '1s', heal: ['work', 'hand'] },
      ],
    });
    expect(
      entriesOf(run, 'state.changed', 'hand').map(({ tUs, chart, to, why }) => [tUs / MS, chart, to, why]),
    ).toEqual([
      [0, 'connection work', 'open', 'the broker has its channel'],
      [220, 'connection work', 'closed', 'its link is cut'],
      [1_220, 'connection work', 'open', 'the broker has its channel'],
    ]);
    expect(firstOf(run, 'queue.requeued')).toMatchObject({ tUs: 220 * MS, from: 'hand' });
    expect(handledBy(run, 'hand')).toEqual(['1275 1 done']);
  });

  test('[QUEUE-21] [QUEUE-22] the acknowledgement of a closed channel is ignored', () => {
    const run = runYaml(queueDocument({ on: '{ Do: [ { work: 800ms } ] }' }), {
      interventions: [
        { at: '30ms', partition: ['work', 'hand'] },
        { at: '40ms', crash: 'work' },
        { at: '50ms', heal: ['work', 'hand'] },
        { at: '60ms', restart: 'work' },
      ],
    });
    expect(handledBy(run, 'hand')).toEqual(['820 1 done', '1620 1 done']);
    expect(firstOf(run, 'queue.ack-ignored').why).toBe(
      'It came on a connection that is closed since, and with it the delivery.',
    );
    expect(doneAt(run, 'work', 'queue.acknowledged')).toEqual(['1625 queue.acknowledged 1']);
  });
});

describe('a crash of the broker', () => {
  const crash = [
    { at: '45ms', crash: 'work' },
    { at: '100ms', restart: 'work' },
  ] as const;

  test('[QUEUE-23] a durable queue loses nothing', () => {
    const run = runYaml(queueDocument({ count: 3, consumes: ', prefetch: 1', on: '{ Do: [ { work: 500ms } ] }' }), {
      interventions: crash,
    });
    expect(firstOf(run, 'component.crashed')).toMatchObject({ lost: 0 });
    expect(doneAt(run, 'work', 'queue.requeued')).toEqual(['45 queue.requeued 1']);
    expect(entriesOf(run, 'state.changed', 'hand').map(({ tUs, to }) => [tUs / MS, to])).toEqual([
      [0, 'open'],
      [45, 'closed'],
      [600, 'open'],
    ]);
    expect(doneAt(run, 'work', 'queue.acknowledged')).toHaveLength(3);
  });

  test('[QUEUE-23] another queue loses everything, and says so', () => {
    const run = runYaml(queueDocument({ count: 3, queue: ', durable: false', consumes: ', prefetch: 1' }), {
      interventions: crash,
    });
    expect(firstOf(run, 'component.crashed')).toMatchObject({ lost: 3 });
    const lost = entriesOf(run, 'message.dropped', 'work').filter(({ hop }) => hop === null);
    expect(lost.map(({ message, reason, mayComeAgain }) => [message.label, reason, mayComeAgain])).toEqual([
      ['1', 'crash', false],
      ['2', 'crash', false],
      ['3', 'crash', false],
    ]);
  });

  test('[QUEUE-23] what expires while it is down expires when it is up again', () => {
    const run = runYaml(
      queueDocument({ queue: ', ttl: 100ms', consumes: ', prefetch: 1', count: 2, on: '{ Do: [ { work: 900ms } ] }' }),
      { interventions: crash },
    );
    expect(doneAt(run, 'work', 'queue.discarded')).toEqual(['600 queue.discarded 1', '600 queue.discarded 2']);
  });
});

describe('copies, losses, dead letters', () => {
  test('[QUEUE-24] a copy of what is published is another message; one of a delivery or an ack is known', () => {
    const twice = runYaml(`${queueDocument({})}links: [ { between: [people, work], latency: 5ms, duplication: 1 } ]`);
    expect(entriesOf(twice, 'queue.enqueued')).toHaveLength(2);
    const run = runYaml(`${queueDocument({})}links: [ { between: [work, hand], latency: 5ms, duplication: 1 } ]`);
    expect(firstOf(run, 'message.deduplicated')).toMatchObject({ at: 'hand', key: 'delivery tag 1' });
    expect(handledBy(run, 'hand')).toHaveLength(1);
    expect(entriesOf(run, 'queue.acknowledged')).toHaveLength(1);
    expect(firstOf(run, 'queue.ack-ignored').why).toBe('It is a copy, which the connection knows.');
  });

  test('[QUEUE-25] with automatic acknowledgement a crash of the consumer loses what it got', () => {
    const run = runYaml(queueDocument({ count: 2, consumes: ', autoAck: true' }), { interventions: CRASH_HAND });
    expect(entriesOf(run, 'message.dropped', 'hand').map(({ mayComeAgain }) => mayComeAgain)).toEqual([false, false]);
    expect(entriesOf(run, 'queue.requeued')).toEqual([]);
    const cut = runYaml(queueDocument({ consumes: ', autoAck: true' }), {
      interventions: [{ at: '1ms', partition: ['work', 'hand'] }],
    });
    expect(firstOf(cut, 'message.dropped')).toMatchObject({ reason: 'link-cut', mayComeAgain: false });
  });

  const dead =
    'dead: { kind: queue }\n  late: { kind: service, consumes: [ { from: dead } ], on: { Do: [ { write: deaths, key: =msg.n, set: { why: "=meta.headers.deaths[0].reason", of: "=meta.headers.deaths[0].queue" } } ] } }';

  test('[QUEUE-26] a dead letter travels with its deaths until it is acknowledged', () => {
    const run = runYaml(
      queueDocument({
        queue: ', deadLetter: { to: dead }, deliveryLimit: 1',
        on: '{ Do: [ { fail: broken } ] }',
        more: dead,
      }),
    );
    expect(handledBy(run, 'hand')).toHaveLength(2);
    expect(firstOf(run, 'queue.dead-lettered')).toMatchObject({ to: 'dead', reason: 'delivery_limit' });
    expect(firstOf(run, 'broker.handed-over')).toMatchObject({ at: 'work', to: 'dead' });
    expect(firstOf(run, 'table.written', 'late').row).toEqual({ n: 1, why: 'delivery_limit', of: 'work' });
  });

  test('[QUEUE-26] a dead letter for a queue that is down is tried ten times', () => {
    const run = runYaml(
      queueDocument({
        queue: ', deadLetter: { to: dead }',
        consumes: ', onFailure: reject',
        on: '{ Do: [ { fail: no } ] }',
        more: dead,
      }),
      { interventions: [{ at: '1ms', crash: 'dead' }], untilUs: 30 * SECOND },
    );
    expect(firstOf(run, 'call.failed')).toMatchObject({ at: 'work', attempts: 10 });
    expect(firstOf(run, 'queue.discarded')).toMatchObject({ reason: 'undeliverable' });
  });

  test('[QUEUE-26] a durable queue keeps its dead letters over a crash, another loses them', () => {
    const dies = (durable: boolean) =>
      runYaml(
        queueDocument({
          queue: `, deadLetter: { to: dead }, durable: ${durable}`,
          consumes: ', onFailure: reject',
          on: '{ Do: [ { fail: no } ] }',
          more: dead,
        }),
        {
          interventions: [
            { at: '1ms', partition: ['work', 'dead'] },
            { at: '100ms', crash: 'work' },
            { at: '200ms', heal: ['work', 'dead'] },
            { at: '200ms', restart: 'work' },
          ],
        },
      );
    expect(doneAt(dies(true), 'dead', 'queue.enqueued')).toEqual(['705 queue.enqueued 1']);
    const lost = dies(false);
    expect(doneAt(lost, 'dead', 'queue.enqueued')).toEqual([]);
    expect(firstOf(lost, 'component.crashed')).toMatchObject({ lost: 1 });
    expect(firstOf(lost, 'message.dropped', 'work')).toMatchObject({ reason: 'crash', mayComeAgain: false });
  });

  test('[QUEUE-28] dead letters go back to where they came from, as new ones', () => {
    const text = queueDocument({
      count: 2,
      queue: ', ttl: 30ms, deadLetter: { to: dead }',
      consumes: ', prefetch: 1',
      on: '{ Do: [ { work: 300ms } ] }',
      more: 'dead: { kind: queue }',
    });
    const run = runYaml(text, {
      interventions: [
        { at: '30ms', redrive: 'dead' },
        { at: '400ms', redrive: 'dead' },
        { at: '500ms', redrive: 'hand' },
        { at: '600ms', redrive: 'work' },
        { at: '700ms', crash: 'dead' },
        { at: '800ms', redrive: 'dead' },
      ],
    });
    expect(doneAt(run, 'dead', 'queue.enqueued', 'queue.redriven', 'broker.handed-over')).toEqual([
      '60 queue.enqueued 2',
      '400 queue.redriven 2',
      '410 broker.handed-over 2',
    ]);
    const [, , back] = entriesOf(run, 'queue.enqueued', 'work');
    expect(back).toMatchObject({ tUs: 405 * MS, position: 2 });
    expect(back?.message.headers).toBeUndefined();
    expect(handledBy(run, 'hand')).toEqual(['320 1 done', '710 2 done']);
    expect(entriesOf(run, 'intervention.ignored').map(({ why }) => why)).toEqual([
      'nothing in it can be received',
      'that is nothing that a service knows',
      'nothing in it can be received',
      'it is down',
    ]);
    const plain = runYaml(text.replace(', deadLetter: { to: dead }', '').replace('to: work', 'to: dead'), {
      interventions: [{ at: '100ms', redrive: 'dead' }],
    });
    expect(firstOf(plain, 'intervention.ignored').why).toBe('no queue sends its dead letters here');
  });

  test('[QUEUE-27] several services share the messages of a queue', () => {
    const run = runYaml(
      queueDocument({
        count: 4,
        consumes: ', prefetch: 1',
        more: 'other: { kind: service, consumes: [ { from: work, prefetch: 1 } ], on: { Do: [ { work: 50ms } ] } }',
      }),
    );
    expect(handledBy(run, 'hand').map((one) => one.split(' ')[1])).toEqual(['1', '3']);
    expect(handledBy(run, 'other').map((one) => one.split(' ')[1])).toEqual(['2', '4']);
  });
});
