import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProducerState } from './producer-state.ts';
import type { Batch } from './producer-state.ts';
import { follows, LAST_SEQUENCE, sequenceAfter } from './sequence.ts';

/** Sends the batches and returns what becomes of each: the offset that it is acknowledged with, or the refusal. */
function send(batches: readonly (readonly [epoch: number, first: number, records?: number])[]): (number | string)[] {
  const state = new ProducerState();
  let endOffset = 0;
  return batches.map(([epoch, baseSequence, recordCount = 1]) => {
    const batch = { producerId: 1, epoch, baseSequence, recordCount };
    const verdict = state.judge(batch);
    if (verdict.kind === 'duplicate') return `again ${verdict.baseOffset}`;
    if (verdict.kind === 'OutOfOrderSequenceException') return `expected ${verdict.expectedSequence}`;
    if (verdict.kind === 'InvalidProducerEpochException') return `fenced by ${verdict.currentEpoch}`;
    state.appended(batch, endOffset, 0);
    endOffset += recordCount;
    return endOffset - recordCount;
  });
}

describe('the state of a producer', () => {
  test('[PRODUCER-1] numbers wrap, also within a batch', () => {
    expect(sequenceAfter(LAST_SEQUENCE, 1)).toBe(0);
    expect(sequenceAfter(0, -1)).toBe(LAST_SEQUENCE);
    expect([follows(LAST_SEQUENCE, 0), follows(LAST_SEQUENCE, 1), follows(4, 5), follows(4, 4)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const wrapped = [0, LAST_SEQUENCE - 1, 3] as const;
    expect(send([wrapped, [0, 1], wrapped, [0, 3]])).toEqual([0, 3, 'again 0', 'expected 2']);
  });

  test('[PRODUCER-2] a gap is out of order, and what is missing is still welcome', () => {
    expect(
      send([
        [0, 0],
        [0, 2],
        [0, 1],
        [0, 2],
      ]),
    ).toEqual([0, 'expected 1', 1, 2]);
  });

  test('[PRODUCER-3] five batches are remembered, the sixth is not', () => {
    const six = [0, 1, 2, 3, 4, 5].map((first) => [0, first] as const);
    expect(send([...six, [0, 0], [0, 1]]).slice(6)).toEqual(['expected 6', 'again 1']);
  });

  test('[PRODUCER-3] only the very batch is a duplicate', () => {
    expect(
      send([
        [0, 0, 3],
        [0, 3, 2],
        [0, 0, 3],
        [0, 0, 2],
        [0, 4, 2],
      ]),
    ).toEqual([0, 3, 'again 0', 'expected 5', 'expected 5']);
  });

  test('[PRODUCER-4] epochs fence', () => {
    expect(
      send([
        [1, 0],
        [0, 1],
        [2, 1],
        [2, 0],
        [1, 1],
        [1, 0],
        [2, 0],
      ]),
    ).toEqual([0, 'fenced by 1', 'expected 0', 1, 'fenced by 2', 'fenced by 2', 'again 1']);
    const state = new ProducerState();
    state.fence(1, 3, 0);
    expect(state.judge({ producerId: 1, epoch: 2, baseSequence: 0, recordCount: 1 }).kind).toBe(
      'InvalidProducerEpochException',
    );
    expect(state.judge({ producerId: 1, epoch: 3, baseSequence: 7, recordCount: 1 }).kind).toBe(
      'OutOfOrderSequenceException',
    );
    expect(state.judge({ producerId: 1, epoch: 3, baseSequence: 0, recordCount: 1 }).kind).toBe('append');
    state.fence(1, 2, 0);
    expect(state.judge({ producerId: 1, epoch: 2, baseSequence: 0, recordCount: 1 }).kind).toBe(
      'InvalidProducerEpochException',
    );
  });

  test('[PRODUCER-5] an unknown producer begins anywhere', () => {
    expect(
      send([
        [0, 17],
        [0, 18],
        [0, 20],
      ]),
    ).toEqual([0, 1, 'expected 19']);
  });

  test('[PRODUCER-6] a silent producer is forgotten', () => {
    const state = new ProducerState();
    const batch = (baseSequence: number): Batch => ({ producerId: 1, epoch: 0, baseSequence, recordCount: 1 });
    state.appended(batch(0), 0, 100);
    expect(state.expire(1_099, 1_000)).toEqual([]);
    expect(state.judge(batch(0)).kind).toBe('duplicate');
    expect(state.expire(1_100, 1_000)).toEqual([1]);
    expect(state.judge(batch(0)).kind).toBe('append');
  });
});

/** A partition that never forgets a batch, as a plain list. */
class Oracle {
  readonly #log: Batch[] = [];

  take(batch: Batch): string {
    const mine = this.#log.filter(({ producerId }) => producerId === batch.producerId);
    const epoch = Math.max(-1, ...mine.map((each) => each.epoch));
    if (mine.length > 0 && batch.epoch < epoch) return 'InvalidProducerEpochException';
    const ofEpoch = mine.filter((each) => each.epoch === batch.epoch);
    const last = ofEpoch.at(-1);
    const next = last === undefined ? 0 : (last.baseSequence + last.recordCount) % 2 ** 31;
    const isKnown = ofEpoch
      .slice(-5)
      .some((each) => each.baseSequence === batch.baseSequence && each.recordCount === batch.recordCount);
    if (isKnown) return 'duplicate';
    if (mine.length > 0 && batch.baseSequence !== next) return 'OutOfOrderSequenceException';
    this.#log.push(batch);
    return 'append';
  }
}

test('[PRODUCER-3] [PRODUCER-7] decides as a list of all batches would', () => {
  const batch = fc.record({
    producerId: fc.constantFrom(1, 2),
    epoch: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2),
    // So many records after what is expected next, which is most often right.
    ahead: fc.constantFrom(0, 0, 0, 0, 1, -1, -2, -5, -9),
    recordCount: fc.integer({ min: 1, max: 3 }),
  });
  const start = fc.constantFrom(0, LAST_SEQUENCE - 6);
  fc.assert(
    fc.property(fc.array(batch, { minLength: 100, maxLength: 100 }), start, (sent, first) => {
      const state = new ProducerState();
      const oracle = new Oracle();
      const next = new Map<string, number>();
      for (const { producerId, epoch, ahead, recordCount } of sent) {
        const key = `${producerId} ${epoch}`;
        const baseSequence = sequenceAfter(next.get(key) ?? (epoch === 0 ? first : 0), ahead);
        const tried = { producerId, epoch, baseSequence, recordCount };
        const { kind } = state.judge(tried);
        expect(kind).toBe(oracle.take(tried));
        if (kind !== 'append') continue;
        state.appended(tried, 0, 0);
        next.set(key, sequenceAfter(baseSequence, recordCount));
      }
    }),
    { numRuns: 120 },
  );
});
