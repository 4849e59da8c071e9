import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const END = 34 * SECOND;
const DAY = 8 * SECOND;

const runs = new Map<string, Simulation>();

function played(variant: string | null, seed: number, interventions: readonly TimedIntervention[] = []): Simulation {
  const name = `${variant} ${seed} ${interventions.length}`;
  const known = runs.get(name);
  if (known !== undefined) return known;
  const simulation = runOf(builtIn('oltp-vs-olap', variant), interventions, seed);
  simulation.advanceTo(END);
  runs.set(name, simulation);
  return simulation;
}

/** The longest that a report takes, and what is on its way then. */
const REPORT = 2.3 * SECOND;

/** Whether a while meets one in which a report is made. */
function isReportedAt(simulation: Simulation): (fromUs: number, toUs?: number) => boolean {
  const asked = entriesOf(simulation, 'message.sent').filter(({ at }) => at === 'boss');
  return (fromUs, toUs = fromUs) => asked.some(({ tUs }) => toUs >= tUs && fromUs < tUs + REPORT);
}

/** Latencies of the orders that were under way while a report was made, or at other times. */
function latencies(simulation: Simulation, isReporting: boolean): readonly number[] {
  const isReported = isReportedAt(simulation);
  return entriesOf(simulation, 'request.completed')
    .filter(({ at, tUs, latencyUs }) => at === 'guests' && isReported(tUs - latencyUs, tUs) === isReporting)
    .map(({ latencyUs }) => latencyUs);
}

/** The 99th percentile, nearest rank. */
function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1] as number;
}

/** When which order was written into a database first. */
function writtenIn(simulation: Simulation, database: string): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { at, table, key, tUs } of entriesOf(simulation, 'table.written'))
    if (at === database && table === 'orders' && !first.has(key)) first.set(key, tUs);
  return first;
}

/** How long each order that the reporting database has was missing there, of those that were placed when it counts. */
function copiedAfter(simulation: Simulation, counts: (tUs: number) => boolean = () => true): readonly number[] {
  const copied = writtenIn(simulation, 'reporting-db');
  return [...writtenIn(simulation, 'shop-db')].flatMap(([key, tUs]) => {
    const copiedUs = copied.get(key);
    return copiedUs === undefined || !counts(tUs) ? [] : [copiedUs - tUs];
  });
}

const outage: readonly TimedIntervention[] = [
  { atUs: 10 * SECOND, what: { kind: 'crash', component: 'connector' } },
  { atUs: 20 * SECOND, what: { kind: 'restart', component: 'connector' } },
];

describe('oltp-vs-olap', () => {
  it('gives all variants the same guests at the same instants', () => {
    const placed = (variant: string | null): readonly number[] =>
      entriesOf(played(variant, 3), 'message.sent')
        .filter(({ at }) => at === 'guests')
        .map(({ tUs }) => tUs);
    expect(placed(null).length).toBeGreaterThan(150);
    expect(placed('nightly')).toEqual(placed(null));
    expect(placed('stream')).toEqual(placed(null));
  });

  it('orders during a report: p99 on one disk is over three times that of two databases, whichever way they are copied', () => {
    for (const seed of SEEDS) {
      const shared = p99(latencies(played(null, seed), true));
      for (const variant of ['nightly', 'stream']) {
        const apart = latencies(played(variant, seed), true);
        expect(apart.length).toBeGreaterThan(60);
        expect(shared).toBeGreaterThan(3 * p99(apart));
      }
    }
  });

  it('without a report orders take what they need on one disk too (90 ms, and where two meet up to 60 ms more)', () => {
    for (const seed of SEEDS) {
      const [report] = entriesOf(played(null, seed), 'request.completed').filter(({ at }) => at === 'boss');
      expect(report?.latencyUs).toBeLessThan(REPORT);
      expect(p99(latencies(played(null, seed), false))).toBeLessThanOrEqual(150_000);
    }
  });

  it('an order shares the disk with the eight queries of the report: the factor is that of processor sharing', () => {
    for (const seed of SEEDS) {
      const queries = entriesOf(played(null, seed), 'query.finished').filter(({ at }) => at === 'shop-db');
      expect(Math.max(...entriesOf(played(null, seed), 'query.started').map(({ active }) => active))).toBeGreaterThan(
        8,
      );
      const slowest = Math.max(
        ...queries.filter(({ what }) => what !== 'scan').map(({ tookUs, needUs }) => tookUs / needUs),
      );
      expect(slowest).toBeGreaterThan(8);
      // With load 0.15 and eight queries beside it, n / (n + 8) = 0.15: one or two orders, seldom more than five.
      expect(slowest).toBeLessThan(14);
    }
  });

  it('staleness: up to a day by night, the lag of the stream otherwise', () => {
    for (const seed of SEEDS) {
      const nightly = copiedAfter(played('nightly', seed));
      expect(nightly.length).toBeGreaterThan(120);
      // The copy itself takes well below a second.
      expect(Math.max(...nightly)).toBeLessThan(DAY + SECOND);
      expect(Math.max(...nightly)).toBeGreaterThan(0.9 * DAY);
      const mean = nightly.reduce((sum, us) => sum + us, 0) / nightly.length;
      expect(Math.abs(mean / (DAY / 2) - 1)).toBeLessThan(0.15);

      const streamed = copiedAfter(played('stream', seed));
      const shop = writtenIn(played('stream', seed), 'shop-db').size;
      expect(shop - streamed.length).toBeLessThanOrEqual(3);
      expect(Math.max(...streamed)).toBeLessThan(0.5 * SECOND);
    }
  });

  it('the price of the stream: while a report is read, the copy is later than otherwise', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const simulation = played('stream', seed);
      const isReported = isReportedAt(simulation);
      const meanOf = (us: readonly number[]): number => us.reduce((sum, one) => sum + one, 0) / us.length;
      const during = copiedAfter(simulation, isReported);
      const otherwise = copiedAfter(simulation, (tUs) => !isReported(tUs));
      expect(Math.min(during.length, otherwise.length)).toBeGreaterThan(40);
      expect(meanOf(during)).toBeGreaterThan(meanOf(otherwise) + 2_000);
    }
  });

  it('a crash of the connector makes reports late and disturbs no order; afterwards nothing is missing', () => {
    for (const seed of SEEDS) {
      const simulation = played('stream', seed, outage);
      const late = entriesOf(simulation, 'table.written').filter(
        ({ at, row }) => at === 'reports' && Number(row['behind']) > 3,
      );
      expect(late.length).toBeGreaterThan(0);
      expect(p99(latencies(simulation, true))).toBeLessThanOrEqual(150_000);
      expect(isMet(builtIn('oltp-vs-olap', 'stream'), simulation, END)).toBe(true);
      expect(simulation.comeToRest(60 * SECOND)).toBe(true);
      expect([...writtenIn(simulation, 'reporting-db').keys()]).toEqual([...writtenIn(simulation, 'shop-db').keys()]);
      runs.delete(`stream ${seed} ${outage.length}`);
    }
  });

  it('each variant breaks what it pays with, and the stream neither', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const broken = (variant: string | null): readonly string[] => {
        const scenario = builtIn('oltp-vs-olap', variant);
        const simulation = runOf(scenario, [], seed);
        simulation.advanceTo(20 * SECOND);
        return brokenIn(scenario, simulation);
      };
      expect(broken(null)).toEqual(['99 of 100 guests are served within 250 ms']);
      expect(broken('nightly')).toEqual(['no report is more than 1 s behind']);
      expect(broken('stream')).toEqual([]);
    }
  });

  it('the challenge is not met by watching', () => {
    for (const variant of [null, 'nightly', 'stream'])
      for (const seed of SEEDS) expect(isMet(builtIn('oltp-vs-olap', variant), played(variant, seed), END)).toBe(false);
  });
});
