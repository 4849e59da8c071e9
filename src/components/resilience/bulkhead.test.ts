import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bulkhead } from './bulkhead.ts';

test('[BULKHEAD-1] the call that finds no place is turned away', () => {
  const bulkhead = new Bulkhead<string>({ maxConcurrentCalls: 2, maxWaitUs: 0 });
  expect(['a', 'b', 'c'].map((call) => bulkhead.enter(call, 0))).toEqual(['inside', 'inside', 'full']);
  expect(bulkhead.leave()).toBeUndefined();
  expect(bulkhead.enter('d', 1)).toBe('inside');
});

test('[BULKHEAD-2] calls wait in their order, as long as they may', () => {
  const bulkhead = new Bulkhead<string>({ maxConcurrentCalls: 1, maxWaitUs: 100 });
  expect(['a', 'b', 'c', 'd'].map((call, i) => bulkhead.enter(call, i * 10))).toEqual([
    'inside',
    'waiting',
    'waiting',
    'waiting',
  ]);
  expect(bulkhead.dueUs).toBe(110);
  expect(bulkhead.leave()).toBe('b');
  expect(bulkhead.giveUp(119)).toEqual([]);
  expect(bulkhead.giveUp(120)).toEqual(['c']);
  expect([bulkhead.inside, bulkhead.waiting]).toEqual([1, 1]);
  bulkhead.clear();
  expect([bulkhead.inside, bulkhead.waiting, bulkhead.dueUs]).toEqual([0, 0, null]);
});

test('[BULKHEAD-1] [BULKHEAD-2] nobody overtakes, and every call is inside, waits, has left or was turned away', () => {
  const operations = fc.array(fc.constantFrom('enter', 'enter', 'leave', 'pass'), { minLength: 100, maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 3, 10), operations, (places, maxWaitUs, steps) => {
      const bulkhead = new Bulkhead<number>({ maxConcurrentCalls: places, maxWaitUs });
      let nowUs = 0;
      let calls = 0;
      let inside = 0;
      let waiting: { readonly call: number; readonly sinceUs: number }[] = [];
      for (const step of steps) {
        if (step === 'pass') nowUs++;
        const tired = waiting.filter(({ sinceUs }) => nowUs >= sinceUs + maxWaitUs);
        expect(bulkhead.giveUp(nowUs)).toEqual(tired.map(({ call }) => call));
        waiting = waiting.filter((each) => !tired.includes(each));
        if (step === 'enter') {
          const expected = inside < places ? 'inside' : maxWaitUs === 0 ? 'full' : 'waiting';
          expect(bulkhead.enter(calls, nowUs)).toBe(expected);
          if (expected === 'inside') inside++;
          if (expected === 'waiting') waiting.push({ call: calls, sinceUs: nowUs });
          calls++;
        } else if (step === 'leave' && inside > 0) {
          const next = waiting.shift();
          expect(bulkhead.leave()).toBe(next?.call);
          if (next === undefined) inside--;
        }
        expect([bulkhead.inside, bulkhead.waiting]).toEqual([inside, waiting.length]);
      }
    }),
  );
});

test('[BULKHEAD-2] who no longer waits is not admitted, and those behind move up', () => {
  const bulkhead = new Bulkhead<string>({ maxConcurrentCalls: 1, maxWaitUs: 100 });
  expect(['a', 'b', 'c'].map((call) => bulkhead.enter(call, 0))).toEqual(['inside', 'waiting', 'waiting']);
  bulkhead.withdraw('b');
  bulkhead.withdraw('nobody');
  expect(bulkhead.waiting).toBe(1);
  expect([bulkhead.leave(), bulkhead.leave()]).toEqual(['c', undefined]);
});
