import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowsOf } from './time-window.ts';
import type { WindowSpec } from './time-window.ts';

const spans = (spec: WindowSpec, tUs: number) => windowsOf(spec, tUs).map(({ startUs, endUs }) => [startUs, endUs]);

test('[WINDOW-1] the global window covers all time', () => {
  expect(spans({ kind: 'global' }, -5)).toEqual([[-Infinity, Infinity]]);
});

test('[WINDOW-2] tumbling windows cut time into equal parts', () => {
  const tens: WindowSpec = { kind: 'tumbling', sizeUs: 10, offsetUs: 0 };
  expect([0, 9, 10, -1].map((tUs) => spans(tens, tUs))).toEqual([[[0, 10]], [[0, 10]], [[10, 20]], [[-10, 0]]]);
  expect(spans({ ...tens, offsetUs: 3 }, 2)).toEqual([[-7, 3]]);
});

test('[WINDOW-3] sliding windows overlap, or leave gaps', () => {
  const sliding: WindowSpec = { kind: 'sliding', sizeUs: 30, everyUs: 10, offsetUs: 0 };
  expect(spans(sliding, 30)).toEqual([
    [10, 40],
    [20, 50],
    [30, 60],
  ]);
  expect(spans({ ...sliding, sizeUs: 4 }, 3)).toEqual([[0, 4]]);
  expect(spans({ ...sliding, sizeUs: 4 }, 4)).toEqual([]);
});

test('[WINDOW-1] [WINDOW-3] a record is in exactly the windows that cover it', () => {
  const times = fc.integer({ min: -500, max: 500 });
  const sizes = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(times, sizes, sizes, fc.integer({ min: -50, max: 50 }), (tUs, sizeUs, everyUs, offsetUs) => {
      const all: number[][] = [];
      for (let n = -1_000; n <= 1_000; n++) all.push([offsetUs + n * everyUs, offsetUs + n * everyUs + sizeUs]);
      const covering = all.filter(([start = 0, end = 0]) => tUs >= start && tUs < end);
      expect(spans({ kind: 'sliding', sizeUs, everyUs, offsetUs }, tUs)).toEqual(covering);
      if (sizeUs === everyUs) expect(spans({ kind: 'tumbling', sizeUs, offsetUs }, tUs)).toEqual(covering);
    }),
    { numRuns: 300 },
  );
});
