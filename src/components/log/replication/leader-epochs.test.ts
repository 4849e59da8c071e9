import { expect, test } from 'vitest';
import { LeaderEpochs } from './leader-epochs.ts';

const epochs = (...starts: readonly (readonly [epoch: number, offset: number])[]): LeaderEpochs => {
  const made = new LeaderEpochs();
  for (const [epoch, offset] of starts) made.begin(epoch, offset);
  return made;
};

test('[REPLICA-10] an epoch ends where the next one begins, the last one with the log', () => {
  const known = epochs([0, 0], [2, 10], [2, 12], [1, 13], [5, 15]);
  expect(known.latest).toBe(5);
  expect([0, 1, 2, 4, 5, 9].map((epoch) => known.endOf(epoch, 20))).toEqual([
    { epoch: 0, endOffset: 10 },
    { epoch: 0, endOffset: 10 },
    { epoch: 2, endOffset: 15 },
    { epoch: 2, endOffset: 15 },
    { epoch: 5, endOffset: 20 },
    { epoch: 5, endOffset: 20 },
  ]);
  expect([0, 9, 10, 14, 15].map((offset) => known.at(offset)?.epoch)).toEqual([0, 0, 2, 2, 5]);
});

test('[REPLICA-10] before the first epoch everything parts, without any nothing is known', () => {
  expect(epochs([3, 7]).endOf(1, 9)).toEqual({ epoch: 1, endOffset: 7 });
  expect(epochs().endOf(1, 9)).toBeNull();
  expect(epochs([3, 7]).at(6)).toBeNull();
});

test('[REPLICA-10] truncating forgets the epochs that begin there', () => {
  const known = epochs([0, 0], [2, 10], [5, 15]);
  known.truncateTo(10);
  expect([known.latest, known.endOf(4, 10)]).toEqual([0, { epoch: 0, endOffset: 10 }]);
});

test('[REPLICA-16] the terms before an offset are those that begin before it', () => {
  const known = epochs([0, 0], [2, 10], [5, 15]);
  expect([0, 10, 11, 99].map((offset) => known.before(offset).map(({ epoch }) => epoch))).toEqual([
    [],
    [0],
    [0, 2],
    [0, 2, 5],
  ]);
});
