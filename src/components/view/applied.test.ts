import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Applied } from './applied.ts';

test('saves its place with every event, or after so many', () => {
  const each = new Applied(1);
  expect(each.take(0, 0, 7)).toBe(true);
  const third = new Applied(3);
  expect([0, 1, 2, 3].map((place) => third.take(0, place, place))).toEqual([false, false, true, false]);
  third.crash();
  expect(third.position).toBe(2);
  expect(third.has(0, 2)).toBe(true);
  expect(third.has(0, 3)).toBe(false);
});

test('counts records where there is no position', () => {
  const applied = new Applied(1);
  applied.take(0, 0, null);
  applied.take(1, 0, null);
  applied.take(1, 1, null);
  expect(applied.position).toBe(2);
});

test('covers another version once it is as far in every partition', () => {
  const old = new Applied(1);
  const young = new Applied(1);
  expect(young.covers(old)).toBe(true);
  old.take(0, 4, 4);
  old.take(1, 0, null);
  young.take(0, 5, 5);
  expect(young.covers(old)).toBe(false);
  young.take(1, 0, null);
  expect(young.covers(old)).toBe(true);
});

const operation = fc.oneof(
  { weight: 8, arbitrary: fc.record({ op: fc.constant('take' as const), partition: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('crash' as const), partition: fc.nat(2) }) },
);

test('[MODEL-4] a crash goes back to what was saved, never behind it and never past what was handled', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(operation, { maxLength: 60 }), (every, operations) => {
      const applied = new Applied(every);
      const next = [0, 0, 0];
      let saved = [0, 0, 0];
      for (const { op, partition } of operations) {
        if (op === 'crash') {
          applied.crash();
          for (let i = 0; i < 3; i++) next[i] = saved[i] as number;
        } else {
          const place = next[partition] as number;
          next[partition] = place + 1;
          if (applied.take(partition, place, null)) saved = [...next];
        }
        for (let i = 0; i < 3; i++) {
          expect(applied.has(i, (next[i] as number) - 1)).toBe(true);
          expect(applied.has(i, next[i] as number)).toBe(false);
        }
        expect(applied.position).toBe(next.reduce((sum, n) => sum + n) - 1);
      }
    }),
    { numRuns: 400 },
  );
});
