import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AmqpLedger } from './amqp-ledger.fixture.ts';
import type { AmqpEvent } from './amqp-event.ts';
import { amqpMessage } from './amqp-message.ts';
import { AmqpQueue } from './amqp-queue.ts';
import { AMQP_DEFAULTS } from './amqp-settings.ts';
import type { AmqpSettings } from './amqp-settings.ts';

const RUNS = 130;
const STEPS = 80;

const some = (max: number) => fc.option(fc.nat({ max }), { nil: null });
const settings: fc.Arbitrary<AmqpSettings> = fc.record({
  rules: fc.constant('rabbitmq' as const),
  ttlUs: some(20),
  maxLength: some(6),
  overflow: fc.constantFrom('drop-head', 'reject-publish'),
  maxPriority: some(3),
  deadLetter: fc.constantFrom(null, { exchange: 'dlx', routingKey: null }),
  deliveryLimit: some(3),
  durable: fc.boolean(),
});

const channel = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('publish' as const), priority: some(5), ttlUs: some(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('consume' as const), channel, prefetch: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('get' as const), autoAck: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('ack' as const, 'nack' as const),
      channel: fc.constantFrom('a', 'b', 'c', 'getter'),
      which: fc.nat({ max: 4 }),
      multiple: fc.boolean(),
      requeue: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), channel }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), us: fc.nat({ max: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does one step to the queue; null where it makes no sense. */
function act(one: Step, queue: AmqpQueue<string>, ledger: AmqpLedger, body: string, nowUs: number) {
  switch (one.do) {
    case 'publish':
      return queue.publish(amqpMessage(body, { priority: one.priority, ttlUs: one.ttlUs }), nowUs);
    case 'consume':
      // A channel has one consumer.
      queue.close(one.channel, nowUs).forEach((event) => ledger.book(event, nowUs));
      ledger.consumes(one.channel, one.prefetch);
      return queue.consume(one.channel, { prefetch: one.prefetch, autoAck: false }, nowUs);
    case 'get':
      return queue.get('getter', one.autoAck, nowUs);
    case 'ack':
    case 'nack': {
      const tag = ledger.held(one.channel).toSorted((a, b) => a - b)[one.which];
      if (tag === undefined) return null;
      if (one.do === 'ack') return queue.ack(one.channel, tag, one.multiple, nowUs);
      return queue.nack(one.channel, tag, one.multiple, one.requeue, nowUs);
    }
    case 'close':
      ledger.closed(one.channel);
      return queue.close(one.channel, nowUs);
    case 'crash':
      for (const id of ['a', 'b', 'c']) ledger.closed(id);
      return queue.crash(nowUs);
    case 'wait':
      return queue.advance(nowUs);
  }
}

test(`[QUEUE-1] [QUEUE-5] [QUEUE-7] [QUEUE-10] [QUEUE-12] [QUEUE-16] ${RUNS * STEPS} random operations keep the books`, () => {
  fc.assert(
    fc.property(settings, fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (chosen, steps) => {
      const queue = new AmqpQueue<string>('q', { ...AMQP_DEFAULTS, ...chosen });
      const ledger = new AmqpLedger(chosen);
      let nowUs = 0;
      steps.forEach((one, index) => {
        if (one.do === 'wait') nowUs += one.us;
        const events: readonly AmqpEvent<string>[] = act(one, queue, ledger, String(index), nowUs) ?? [];
        for (const event of events) ledger.book(event, nowUs);
        ledger.audit(queue, nowUs);
      });
      expect(queue.crash(nowUs).filter(({ kind }) => kind === 'delivered')).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 30_000);
