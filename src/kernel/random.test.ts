import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomSource, RandomStream } from './random.ts';

const take = (stream: RandomStream, count: number): number[] => Array.from({ length: count }, () => stream.unit());

test('[RANDOM-1] golden draws, so that a change is noticed in any engine', () => {
  const source = new RandomSource(7);
  expect(take(source.stream('orders', 'work'), 3)).toEqual([
    0.8269226137446426, 0.5529327860837547, 0.8230940854714248,
  ]);
  expect(take(source.stream('customer', 'arrivals'), 3)).toEqual([
    0.3130606820579106, 0.7804507358125842, 0.23525932347738354,
  ]);
  expect(take(new RandomSource(8).stream('orders', 'work'), 3)).toEqual([
    0.018170597960145307, 0.3533048398971528, 0.12834013014467904,
  ]);
});

test('[RANDOM-1] another seed, component or purpose gives another stream', () => {
  const names: Array<[number, string, string]> = [
    [7, 'a', 'b'],
    [8, 'a', 'b'],
    [-7, 'a', 'b'],
    [7.5, 'a', 'b'],
    [7 + 2 ** 32, 'a', 'b'],
    [7, 'ab', ''],
    [7, '', 'ab'],
    [7, 'b', 'a'],
    [7, 'a', 'c'],
  ];
  const firsts = names.map(([seed, component, purpose]) => new RandomSource(seed).stream(component, purpose).unit());
  expect(new Set(firsts).size).toBe(names.length);
});

test('[RANDOM-1] neighbouring seeds have unrelated first draws', () => {
  const count = 10_000;
  const firsts = Array.from({ length: count }, (_, seed) => new RandomSource(seed).stream('a', 'b').unit());
  const mean = firsts.reduce((sum, u) => sum + u, 0) / count;
  let products = 0;
  for (let i = 1; i < count; i++) products += (firsts[i]! - 0.5) * (firsts[i - 1]! - 0.5);
  // Four standard errors: of a mean of uniform draws, and of a correlation.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * (0.2887 / 100));
  expect(Math.abs((products / count) * 12)).toBeLessThan(4 / 100);
});

test('[RANDOM-2] drawing from one stream shifts no other', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(20), (seed, drawn) => {
      const undisturbed = take(new RandomSource(seed).stream('payment', 'work'), 5);
      const source = new RandomSource(seed);
      const stream = source.stream('payment', 'work');
      const disturbed = undisturbed.map(() => {
        take(source.stream('link', 'loss'), drawn);
        return stream.unit();
      });
      expect(disturbed).toEqual(undisturbed);
    }),
  );
});

test('[RANDOM-3] the order of asking does not matter, and asking again goes on', () => {
  const one = new RandomSource(3);
  const other = new RandomSource(3);
  const oneA = one.stream('a', 'x');
  const oneB = one.stream('b', 'x');
  const otherB = other.stream('b', 'x');
  const otherA = other.stream('a', 'x');
  expect(take(oneA, 4)).toEqual([...take(otherA, 2), ...take(other.stream('a', 'x'), 2)]);
  expect(take(oneB, 4)).toEqual(take(otherB, 4));
});

test('[RANDOM-4] unit draws lie between 0 and 1', () => {
  const stream = new RandomSource(1).stream('a', 'b');
  let smallest = 1;
  let largest = 0;
  for (let i = 0; i < 200_000; i++) {
    const u = stream.unit();
    smallest = Math.min(smallest, u);
    largest = Math.max(largest, u);
  }
  expect(smallest).toBeGreaterThan(0);
  expect(smallest).toBeLessThan(1e-4);
  expect(largest).toBeLessThan(1);
  expect(largest).toBeGreaterThan(1 - 1e-4);
});

test('[RANDOM-4] a draw of all zero bits is still above 0', () => {
  expect(new RandomStream([0, 0, 0, 0]).unit()).toBe(2 ** -54);
});

test('[RANDOM-4] each of the 53 bits is set in about half of the draws', () => {
  const stream = new RandomSource(2).stream('a', 'b');
  const set = new Array<number>(53).fill(0);
  const count = 4_000;
  for (let i = 0; i < count; i++) {
    const whole = BigInt(stream.unit() * 2 ** 53);
    set.forEach((n, bit) => (set[bit] = n + Number((whole >> BigInt(bit)) & 1n)));
  }
  // Four and a half standard deviations.
  for (const n of set) expect(Math.abs(n - count / 2)).toBeLessThan(143);
});

test('[RANDOM-5] unit, int and chance take one draw each', () => {
  const reference = take(new RandomSource(5).stream('a', 'b'), 6);
  const stream = new RandomSource(5).stream('a', 'b');
  stream.int(1);
  stream.int(Number.MAX_SAFE_INTEGER);
  stream.chance(0);
  stream.chance(1);
  stream.unit();
  expect(stream.unit()).toBe(reference[5]);
});

test('[RANDOM-6] whole numbers stay below their bound and come equally often', () => {
  const stream = new RandomSource(11).stream('a', 'b');
  const times = new Map<number, number>();
  for (let i = 0; i < 60_000; i++) {
    const n = stream.int(6);
    times.set(n, (times.get(n) ?? 0) + 1);
  }
  expect([...times.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  // Four and a half standard deviations of a fair die.
  for (const n of times.values()) expect(Math.abs(n - 10_000)).toBeLessThan(411);
  expect(stream.int(1)).toBe(0);
});

test('[RANDOM-6] a chance comes true as often as it says, never at 0, always at 1', () => {
  const stream = new RandomSource(12).stream('a', 'b');
  let hits = 0;
  let impossible = 0;
  let certain = 0;
  for (let i = 0; i < 40_000; i++) {
    if (stream.chance(0.3)) hits++;
    if (stream.chance(0)) impossible++;
    if (stream.chance(1)) certain++;
  }
  expect(impossible).toBe(0);
  expect(certain).toBe(40_000);
  expect(Math.abs(hits - 12_000)).toBeLessThan(413);
});

test('impossible bounds, chances and seeds are our faults', () => {
  const stream = new RandomSource(1).stream('a', 'b');
  for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(() => stream.int(bound)).toThrow(/whole number below/);
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => stream.chance(p)).toThrow(/isn't a probability/);
  expect(() => new RandomSource(Number.NaN)).toThrow(/isn't a seed/);
});
