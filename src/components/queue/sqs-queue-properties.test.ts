import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND } from './sqs-queue.fixture.ts';
import { SqsModel } from './sqs-model.fixture.ts';
import { SqsQueue } from './sqs-queue.ts';
import { SQS_DEFAULTS } from './sqs-settings.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

const RUNS = 130;
const STEPS = 80;
const RETENTION_S = 60;

const settings = fc.record({
  fifo: fc.boolean(),
  maxReceiveCount: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  deduplicationScope: fc.constantFrom('queue' as const, 'messageGroup' as const),
  delayS: fc.constantFrom(0, 0, 3),
});

const which = fc.nat({ max: 6 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      group: fc.constantFrom('a', 'b', 'c'),
      dedup: fc.nat({ max: 60 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      most: fc.integer({ min: 1, max: 10 }),
      timeoutS: fc.nat({ max: 8 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), which, timeoutS: fc.nat({ max: 8 }) }) },
  // Now and then so long that retention and deduplication end.
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 2, 3, 4, 5, 20, 150) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Chosen = Pick<SqsSettings, 'fifo' | 'maxReceiveCount' | 'deduplicationScope'> & { readonly delayS: number };

/** The same steps to a queue and to the model. */
class Pair {
  readonly #queue: SqsQueue<null>;
  readonly #model: SqsModel;
  readonly #chosen: Chosen;
  #nowS = 0;
  readonly #receipts: string[] = [];

  constructor(chosen: Chosen) {
    const { delayS, ...others } = chosen;
    const all: SqsSettings = {
      ...SQS_DEFAULTS,
      ...others,
      delayUs: delayS * SECOND,
      retentionUs: RETENTION_S * SECOND,
    };
    this.#queue = new SqsQueue(all);
    this.#model = new SqsModel(all, RETENTION_S);
    this.#chosen = chosen;
  }

  /** What came of a step, and what then is there: in the queue, and in the model. */
  do(one: Step): readonly [actual: unknown, expected: unknown] {
    if (one.do === 'wait') this.#nowS += one.seconds;
    const nowUs = this.#nowS * SECOND;
    const expired = this.#queue.advance(nowUs).flatMap((event) => (event.kind === 'expired' ? [event.sequence] : []));
    const retired = this.#model.retire(this.#nowS);
    const [outcome, expected] = one.do === 'wait' ? [null, null] : this.#step(one, nowUs);
    const left = [...this.#queue.messages()].map(({ sequence }) => sequence);
    const { ids } = this.#model;
    return [
      [expired.toSorted((a, b) => a - b), outcome, left, this.#queue.size, this.#queue.hiddenCount],
      [retired, expected, ids, ids.length, this.#model.hidden(this.#nowS)],
    ];
  }

  #step(one: Exclude<Step, { do: 'wait' }>, nowUs: number): readonly [actual: unknown, expected: unknown] {
    const nowS = this.#nowS;
    if (one.do === 'send') {
      const { fifo, delayS } = this.#chosen;
      const { group } = one;
      const deduplicationId = fifo ? String(one.dedup) : null;
      const [event] = this.#queue.send({ body: null, group, deduplicationId }, nowUs);
      return [event?.kind === 'sent', this.#model.send(group, String(one.dedup), delayS, nowS)];
    }
    if (one.do === 'receive') {
      const { most, timeoutS } = one;
      const events = this.#queue.receive({ most, visibilityTimeoutUs: timeoutS * SECOND }, nowUs);
      const got = events.flatMap((event) => (event.kind === 'received' ? [event.receipt] : []));
      const spent = events.flatMap((event) => (event.kind === 'redriven' ? [event.sequence] : []));
      this.#receipts.push(...got);
      return [{ got, spent }, this.#model.receive(most, timeoutS, nowS)];
    }
    // The latest first, so that most still mean something.
    const receipt = this.#receipts.at(-1 - one.which) ?? '99999/1';
    if (one.do === 'delete') {
      const [event] = this.#queue.delete(receipt, nowUs);
      return [event?.kind === 'deleted', this.#model.delete(receipt, nowS)];
    }
    const [event] = this.#queue.changeVisibility(receipt, one.timeoutS * SECOND, nowUs);
    return [event?.kind === 'visibility-changed', this.#model.changeVisibility(receipt, one.timeoutS, nowS)];
  }
}

test(`[SQS-1] [SQS-3] [SQS-4] [SQS-5] [SQS-7] [SQS-8] [SQS-9] [SQS-10] ${RUNS * STEPS} random operations go as the model says`, () => {
  fc.assert(
    fc.property(settings, fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (chosen, steps) => {
      const pair = new Pair(chosen);
      for (const one of steps) {
        // As text, which compares much faster.
        const [actual, expected] = pair.do(one).map((side) => JSON.stringify(side));
        expect(actual).toBe(expected);
      }
    }),
    { numRuns: RUNS },
  );
}, 30_000);
