import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, logWindow, rulerStep } from './log-window.ts';
import { placePins } from './log-pins.tsx';

describe('the window of a log', () => {
  it('folds nothing while everything fits, the free place included', () => {
    expect(logWindow([{ end: 4 }, { end: 2 }], 5, 'shared')).toEqual([
      { first: 0, stub: 0, folded: '' },
      { first: 0, stub: 0, folded: '' },
    ]);
  });

  it('folds what has run out of the row and says which offsets', () => {
    expect(logWindow([{ end: 7 }], 6, 'shared')).toEqual([{ first: 3, stub: 1, folded: '0…2' }]);
    expect(logWindow([{ end: 4813 }], 6, 'shared')).toEqual([{ first: 4810, stub: 2, folded: '0 … 4,809' }]);
  });

  it('counts expired records as gone, not as folded', () => {
    expect(logWindow([{ start: 3, end: 7 }], 6, 'shared')).toEqual([{ first: 3, stub: 0, folded: '' }]);
  });

  it('keeps one offset in one column under a shared ruler, and its own offsets in each row otherwise', () => {
    const spans = [{ end: 40 }, { end: 3 }];
    expect(logWindow(spans, 6, 'shared').map((row) => row.first)).toEqual([36, 36]);
    expect(logWindow(spans, 6, 'shared')[1]?.folded).toBe('0…2');
    expect(logWindow(spans, 6, 'rows').map((row) => row.first)).toEqual([36, 0]);
  });

  it('always leaves room for the newest record and the next', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 4, max: 12 }),
        fc.constantFrom('shared' as const, 'rows' as const),
        (ends, columns, mode) => {
          const rows = logWindow(
            ends.map((end) => ({ end })),
            columns,
            mode,
          );
          const newest = Math.max(...ends);
          ends.forEach((end, i) => {
            const row = rows[i] as (typeof rows)[number];
            if (mode === 'rows' || end === newest) expect(row.stub + end - row.first).toBeLessThan(columns);
            // Nothing vanishes: a record is in the stub or in a column.
            expect(row.first > 0 && end > 0).toBe(row.folded !== '');
          });
        },
      ),
    );
  });
});

describe('pins', () => {
  const row = { first: 10, stub: 1, folded: '0…9' } as const;

  it('point at the boundary that the group reads next', () => {
    expect(boundaryOf(12, row, 6)).toBe(3);
  });

  it('point into the stub from the folded part', () => {
    expect(boundaryOf(4, row, 6)).toBe(0.5);
  });

  it('never overlap and never leave the node while there is room', () => {
    const pins = fc.array(fc.record({ at: fc.integer({ min: 0, max: 5 }), lag: fc.nat(20) }), { maxLength: 5 });
    fc.assert(
      fc.property(pins, (drawn) => {
        const placed = placePins(
          drawn.map(({ at, lag }, i) => ({ at, who: ['KDNPQ'[i] as string], lag, bad: lag > 0 })),
          (offset) => 34 + offset * 36,
          20,
          265,
          13,
        );
        placed.forEach((pin, i) => {
          const next = placed[i + 1];
          if (next) expect(pin.left + pin.width).toBeLessThan(next.left);
          expect(pin.left + pin.width).toBeLessThanOrEqual(265);
        });
      }),
    );
  });
});

it('thins the ruler where offsets are too long to stand side by side', () => {
  expect(rulerStep(9, 34, 13)).toBe(1);
  expect(rulerStep(4813, 34, 13)).toBe(2);
});
