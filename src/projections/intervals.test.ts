import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Intervals } from './intervals.ts';

it('finds what a scan of all finds, with many open items and with few', () => {
  // Each number says which open item ends at that seq, if any; at every other seq an item begins.
  const moves = fc.array(fc.option(fc.nat({ max: 200 }), { freq: 2 }), { maxLength: 600 });
  fc.assert(
    fc.property(moves, fc.nat({ max: 600 }), fc.nat({ max: 600 }), (choices, a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const intervals = new Intervals<number>();
      const open: number[] = [];
      const all: { start: number; end: number }[] = [];
      choices.forEach((choice, seq) => {
        const [ended] = choice === null || open.length === 0 ? [] : open.splice(choice % open.length, 1);
        if (ended !== undefined) {
          intervals.close(ended, seq);
          (all[ended] as { end: number }).end = seq;
        } else {
          open.push(intervals.open(seq, seq));
          all.push({ start: seq, end: Infinity });
        }
      });
      const indexes = [...all.keys()];
      const scan = (test: (item: { start: number; end: number }) => boolean): number[] =>
        indexes.filter((index) => test(all[index] as { start: number; end: number }));
      expect(intervals.openAfter(from)).toEqual(scan(({ start, end }) => start < from && end >= from));
      expect(intervals.touching(from, to)).toEqual(
        scan(({ start, end }) => start < to && (end >= from || start >= from)),
      );
    }),
  );
});

it('refuses to end an item twice', () => {
  const intervals = new Intervals<string>();
  const index = intervals.open(0, 'a');
  intervals.close(index, 1);
  expect(() => intervals.close(index, 2)).toThrow('ends once');
});
