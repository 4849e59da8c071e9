import { expect, test } from 'vitest';
import { count, greatest, least, list, mean, sum } from './aggregate.ts';
import type { Aggregate } from './aggregate.ts';
import { applySteps } from './record-steps.ts';
import type { RecordStep } from './record-steps.ts';

const record = { key: 'a', value: 4, eventTimeUs: 7 };

test('[RECORD-1] steps look at one record at a time', () => {
  const even: RecordStep<number> = { kind: 'filter', keep: ({ value }) => value % 2 === 0 };
  const halve: RecordStep<number> = { kind: 'map', to: ({ value }) => value / 2 };
  const parts: RecordStep<number> = { kind: 'flatMap', to: ({ value }) => Array.from({ length: value }, (_, i) => i) };
  const byValue: RecordStep<number> = { kind: 'keyBy', key: ({ value }) => `v${value}` };
  expect(applySteps(record, [even, halve])).toEqual([{ ...record, value: 2 }]);
  expect(applySteps({ ...record, value: 3 }, [even, halve])).toEqual([]);
  expect(applySteps(record, [])).toEqual([record]);
  expect(applySteps(record, [parts, even, byValue])).toEqual([
    { key: 'v0', value: 0, eventTimeUs: 7 },
    { key: 'v2', value: 2, eventTimeUs: 7 },
  ]);
});

function resultOf<Gathered, Result>(
  aggregate: Aggregate<number, Gathered, Result>,
  first: number[],
  second: number[],
): Result {
  const gather = (values: number[]) =>
    values.reduce((gathered, value) => aggregate.add(gathered, value), aggregate.empty());
  return aggregate.result(aggregate.merge(gather(first), gather(second)));
}

test('[WINDOW-5] aggregates of two sessions merge into that of all their values', () => {
  expect([sum, count, least, greatest, mean].map((each) => resultOf(each as never, [5, 1], [3]))).toEqual([
    9, 3, 1, 5, 3,
  ]);
  expect([sum, count, least, greatest, mean].map((each) => resultOf(each as never, [], []))).toEqual([
    0,
    0,
    null,
    null,
    null,
  ]);
  expect(resultOf(list<number>(), [5, 1], [3])).toEqual([5, 1, 3]);
});
