import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponential, meanOf } from './sojourn.fixture.ts';
import { IoCapacity } from './io-capacity.ts';

/** Names of queries and the instants at which they end. */
function ends(io: IoCapacity<string>): readonly (readonly [string, number])[] {
  const found: [string, number][] = [];
  for (let at = io.nextEndUs; at !== null; at = io.nextEndUs)
    for (let job = io.takeEnded(at); job !== null; job = io.takeEnded(at)) found.push([job, at]);
  return found;
}

test('[IO-2] a query that shares with nobody takes what it needs', () => {
  const io = new IoCapacity<string>(1);
  io.begin('a', 1000, 500);
  expect(ends(io)).toEqual([['a', 1500]]);
  io.begin('nothing', 0, 2000);
  expect(ends(io)).toEqual([['nothing', 2000]]);
});

test('[IO-1] queries share the channels equally', () => {
  const one = new IoCapacity<string>(1);
  one.begin('a', 1000, 0);
  one.begin('b', 1000, 0);
  expect([one.share, one.size]).toEqual([0.5, 2]);
  expect(ends(one)).toEqual([
    ['a', 2000],
    ['b', 2000],
  ]);
  const two = new IoCapacity<string>(2);
  for (const name of ['a', 'b', 'c']) two.begin(name, 1000, 0);
  expect(ends(two).map(([, at]) => at)).toEqual([1500, 1500, 1500]);
  const idle = new IoCapacity<string>(4);
  for (const name of ['a', 'b', 'c']) idle.begin(name, 1000, 0);
  expect(ends(idle).map(([, at]) => at)).toEqual([1000, 1000, 1000]);
});

test('[IO-3] a report slows orders and does not stop them', () => {
  const io = new IoCapacity<string>(1);
  io.begin('report', 1_000_000, 0);
  io.begin('order', 2_000, 10_000);
  expect(ends(io)).toEqual([
    ['order', 14_000],
    ['report', 1_002_000],
  ]);
});

test('[IO-1] a query that is taken back, or all of them, leaves the rest its share', () => {
  const io = new IoCapacity<string>(1);
  io.begin('a', 1000, 0);
  io.begin('b', 1000, 0);
  expect([io.cancel('a', 1000), io.cancel('a', 1000)]).toEqual([true, false]);
  expect(ends(io)).toEqual([['b', 1500]]);
  io.begin('c', 1000, 1500);
  expect([io.clear(), io.size, io.nextEndUs]).toEqual([['c'], 0, null]);
});

/** The rule by small steps: in each, all that are there get their share. */
function byHand(channels: number, jobs: readonly { atUs: number; needUs: number }[]): readonly number[] {
  const left = jobs.map(({ needUs }) => needUs);
  const ended = jobs.map(() => -1);
  const stepUs = 1;
  for (let nowUs = 0; ended.includes(-1); nowUs += stepUs) {
    jobs.forEach(({ atUs }, i) => {
      if (ended[i] === -1 && atUs <= nowUs && (left[i] as number) <= 1e-6) ended[i] = nowUs;
    });
    const active = jobs.flatMap(({ atUs }, i) => (atUs <= nowUs && ended[i] === -1 ? [i] : []));
    const share = Math.min(1, channels / active.length);
    for (const i of active) left[i] = (left[i] as number) - share * stepUs;
  }
  return ended;
}

const jobs = fc.array(fc.record({ atUs: fc.nat({ max: 400 }), needUs: fc.nat({ max: 120 }) }), {
  minLength: 1,
  maxLength: 12,
});

test('[IO-1] [IO-2] 10,000 queries end when small steps by hand say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), jobs, (channels, unsorted) => {
      const all = unsorted.toSorted((a, b) => a.atUs - b.atUs);
      const io = new IoCapacity<number>(channels);
      const ended = all.map(() => -1);
      const take = (untilUs: number): void => {
        for (let at = io.nextEndUs; at !== null && at <= untilUs; at = io.nextEndUs)
          for (let job = io.takeEnded(at); job !== null; job = io.takeEnded(at)) ended[job] = at;
      };
      all.forEach(({ atUs, needUs }, i) => {
        take(atUs);
        io.begin(i, needUs, atUs);
      });
      take(Infinity);
      const expected = byHand(channels, all);
      // By hand an end counts from the next whole step only.
      ended.forEach((at, i) => expect(Math.abs(at - (expected[i] as number))).toBeLessThanOrEqual(unsorted.length + 1));
    }),
    { numRuns: 1700 },
  );
}, 30_000);

test('[IO-1] with Poisson arrivals a query takes 1 / (mu - lambda) on average, as for every M/M/1 queue', () => {
  const io = new IoCapacity<number>(1);
  const [between, need] = [exponential(1000, 1), exponential(700, 2)];
  const spent: number[] = [];
  let nowUs = 0;
  const take = (untilUs: number): void => {
    for (let at = io.nextEndUs; at !== null && at <= untilUs; at = io.nextEndUs)
      for (let began = io.takeEnded(at); began !== null; began = io.takeEnded(at)) spent.push(at - began);
  };
  for (let i = 0; i < 200_000; i++) {
    nowUs += between();
    take(nowUs);
    io.begin(nowUs, need(), nowUs);
  }
  expect(Math.abs(meanOf(spent) * (1 / 700 - 1 / 1000) - 1)).toBeLessThan(0.05);
});
