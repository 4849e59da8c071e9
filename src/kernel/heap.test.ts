import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerHeap } from './heap.ts';
import type { TimerId } from './heap.ts';

const ignore = (): void => {};

function drain(heap: TimerHeap): number {
  let ran = 0;
  for (; heap.size > 0; ran++) heap.runMin();
  return ran;
}

test('[CLOCK-2] timers leave in the order of (due time, scheduling), whatever was pushed, run and cancelled before', () => {
  const operation = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('push' as const), dueUs: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300, size: 'max' }), (operations) => {
      const heap = new TimerHeap();
      let model: Array<{ dueUs: number; n: number; id: TimerId }> = [];
      const ran: unknown[] = [];
      const expected: unknown[] = [];
      const run = (): void => {
        const first = model.toSorted((x, y) => x.dueUs - y.dueUs || x.n - y.n)[0]!;
        expect(heap.minDueUs).toBe(first.dueUs);
        expected.push(first.n);
        model = model.filter((timer) => timer !== first);
        heap.runMin();
      };
      let n = 0;
      for (const op of operations) {
        if (op.kind === 'push') {
          model.push({ dueUs: op.dueUs, n, id: heap.push(op.dueUs, (a) => ran.push(a), n, undefined) });
          n++;
        } else if (model.length === 0) {
          continue;
        } else if (op.kind === 'cancel') {
          const [victim] = model.splice(op.which % model.length, 1);
          expect(heap.cancel(victim!.id)).toBe(true);
        } else run();
        expect(heap.size).toBe(model.length);
      }
      while (model.length > 0) run();
      expect(ran).toEqual(expected);
      expect(heap.minDueUs).toBeUndefined();
    }),
  );
});

test('[CLOCK-8] of ten thousand timers with most cancelled, exactly the others run, in order', () => {
  const heap = new TimerHeap();
  const ran: number[] = [];
  const ids: TimerId[] = [];
  for (let i = 0; i < 10_000; i++)
    ids.push(heap.push((i * 7_919) % 10_007, (due) => ran.push(due as number), (i * 7_919) % 10_007, 0));
  ids.forEach((id, i) => {
    if (i % 10 !== 0) expect(heap.cancel(id)).toBe(true);
  });
  expect(heap.size).toBe(1_000);
  expect(drain(heap)).toBe(1_000);
  expect(ran).toEqual(ran.toSorted((x, y) => x - y));
  expect(new Set(ran).size).toBe(1_000);
});

test('[CLOCK-8] timeouts that are always cancelled before they are due use the same few slots again', () => {
  const heap = new TimerHeap();
  heap.push(1, ignore, 0, 0);
  let highestSlot = 0;
  for (let i = 0; i < 10_000; i++) {
    const id = heap.push(1_000 + i, ignore, 0, 0);
    highestSlot = Math.max(highestSlot, id % 0x4000000);
    heap.cancel(id);
  }
  expect(highestSlot).toBeLessThan(64);
  expect(heap.size).toBe(1);
});

test('[CLOCK-9] an old id cancels nothing after its slot went to another timer', () => {
  const heap = new TimerHeap();
  const seen = new Set<TimerId>();
  let old = heap.push(1, ignore, 0, 0);
  for (let i = 0; i < 1_000; i++) {
    expect(seen.has(old)).toBe(false);
    seen.add(old);
    heap.runMin();
    const next = heap.push(1, ignore, 0, 0);
    expect(heap.cancel(old)).toBe(false);
    expect(heap.size).toBe(1);
    old = next;
  }
  expect(heap.cancel(old)).toBe(true);
  expect(heap.cancel(old)).toBe(false);
  expect(heap.size).toBe(0);
});

test('[CLOCK-9] an id is never 0, and an id that never was cancels nothing', () => {
  const heap = new TimerHeap();
  expect(heap.push(1, ignore, 0, 0)).toBeGreaterThan(0);
  for (const id of [0, 1, -1, 0.5, 2 ** 52, Number.NaN]) expect(heap.cancel(id as TimerId)).toBe(false);
  expect(heap.size).toBe(1);
});

test('a handler gets its two arguments, and may push while it runs', () => {
  const heap = new TimerHeap();
  const got: unknown[] = [];
  heap.push(5, (a, b) => heap.push(6, (c, d) => got.push(a, b, c, d), 'c', 'd'), 'a', 'b');
  expect(drain(heap)).toBe(2);
  expect(got).toEqual(['a', 'b', 'c', 'd']);
});

test('running an empty heap is our fault', () => {
  expect(() => new TimerHeap().runMin()).toThrow(/no timer is pending/);
});
