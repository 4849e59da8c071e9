import { describe, expect, it } from 'vitest';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import type { Simulation } from '../run/simulation.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, type EntryOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

const rush: Intervention = {
  kind: 'rush',
  component: 'visitors',
  message: 'PizzaViewed',
  factor: 8,
  forUs: 4 * SECOND,
};
const members = (to: number): Intervention => ({ kind: 'scale', component: 'clean-1', what: 'consumers', to });
const after = (seconds: number, what: Intervention): TimedIntervention => ({ atUs: seconds * SECOND, what });

function played(
  variant: string,
  interventions: readonly TimedIntervention[],
  seconds: number,
  seed?: number,
): Simulation {
  const simulation = runOf(builtIn('streaming', variant), interventions, seed);
  simulation.advanceTo(seconds * SECOND);
  return simulation;
}

function raw(simulation: Simulation): readonly EntryOf<'log.appended'>[] {
  return entriesOf(simulation, 'log.appended').filter((entry) => entry.at === 'events');
}

/** What the group has handled to its end, in order. */
function cleaned(simulation: Simulation) {
  const records = new Map(
    entriesOf(simulation, 'handler.started').map(({ task, at, record }) => [`${at} ${task}`, record]),
  );
  return entriesOf(simulation, 'handler.finished')
    .filter(({ at, outcome }) => at.startsWith('clean-') && outcome === 'done')
    .map(({ at, task, tUs }) => {
      const { partition, offset } = records.get(`${at} ${task}`) as { partition: number; offset: number };
      return { member: at, tUs, partition, offset };
    });
}

/** Records that were never handled. */
function missing(simulation: Simulation): readonly string[] {
  const handled = new Set(cleaned(simulation).map(({ partition, offset }) => `${partition}/${offset}`));
  return raw(simulation)
    .map(({ partition, offset }) => `${partition}/${offset}`)
    .filter((place) => !handled.has(place));
}

/** murmur2 as published, in whole numbers without a bound, so that nothing is shared with the engine's. */
function partitionAsKafka(key: string, partitions: number): number {
  const word = (1n << 32n) - 1n;
  const m = 0x5bd1e995n;
  const data = new TextEncoder().encode(key);
  const byte = (i: number): bigint => BigInt(data[i] as number);
  let h = (0x9747b28cn ^ BigInt(data.length)) & word;
  let i = 0;
  for (; i + 4 <= data.length; i += 4) {
    let k = byte(i) | (byte(i + 1) << 8n) | (byte(i + 2) << 16n) | (byte(i + 3) << 24n);
    k = (k * m) & word;
    k = ((k ^ (k >> 24n)) * m) & word;
    h = ((h * m) & word) ^ k;
  }
  const rest = data.length - i;
  if (rest > 2) h ^= byte(i + 2) << 16n;
  if (rest > 1) h ^= byte(i + 1) << 8n;
  if (rest > 0) h = ((h ^ byte(i)) * m) & word;
  h = ((h ^ (h >> 13n)) * m) & word;
  h ^= h >> 15n;
  return Number((h & 0x7fffffffn) % BigInt(partitions));
}

describe('streaming', () => {
  it("sends each record to the partition that Kafka's default partitioner names for its key", () => {
    // Of Kafka's own tests: that this judge is a good one.
    expect([partitionAsKafka('order-1', 12), partitionAsKafka('order-42', 3), partitionAsKafka('3', 12)]).toEqual([
      10, 0, 11,
    ]);
    const appended = entriesOf(played('kept', [after(3, rush)], 20), 'log.appended');
    expect(new Set(appended.map(({ message }) => message.key)).size).toBeGreaterThan(20);
    expect(new Set(appended.map(({ at, partition }) => `${at} ${partition}`)).size).toBe(6);
    for (const { partition, message } of appended) expect(partition).toBe(partitionAsKafka(message.key as string, 3));
  });

  it('deals the partitions out as the range assignor: 3, 2 + 1, 1 + 1 + 1, and nothing for the fourth', () => {
    const simulation = played('kept', [after(2, members(2)), after(4, members(3)), after(6, members(4))], 10);
    const dealt = entriesOf(simulation, 'group.assigned').filter(({ group }) => group === 'clean');
    expect(dealt.map(({ assignment }) => assignment)).toEqual([
      { 'clean-1': [0, 1, 2] },
      { 'clean-1': [0, 1], 'clean-2': [2] },
      { 'clean-1': [0], 'clean-2': [1], 'clean-3': [2] },
      { 'clean-1': [0], 'clean-2': [1], 'clean-3': [2], 'clean-4': [] },
    ]);
    const rebalanced = entriesOf(simulation, 'group.rebalanced').filter(({ group }) => group === 'clean');
    expect(rebalanced.map(({ assignor, because, member }) => [assignor, because, member])).toEqual([
      ['range', 'joined', 'clean-2'],
      ['range', 'joined', 'clean-3'],
      ['range', 'joined', 'clean-4'],
    ]);
    expect(cleaned(simulation).filter(({ member }) => member === 'clean-4')).toEqual([]);
  });

  it('keeps the order of each partition, with one member and through rebalances, on 20 seeds', () => {
    for (const seed of SEEDS) {
      for (const joins of [[], [after(4, members(2)), after(6, members(4))]]) {
        const handled = cleaned(played('kept', [after(3, rush), ...joins], 12, seed));
        for (const partition of [0, 1, 2]) {
          // What a member had in hand when it lost the partition is handled once more: the first time counts.
          const offsets = [
            ...new Set(handled.filter((one) => one.partition === partition).map(({ offset }) => offset)),
          ];
          expect(offsets.length).toBeGreaterThan(20);
          expect(offsets).toEqual(offsets.map((_, i) => i));
        }
      }
    }
  });

  it('absorbs a burst: producers keep their pace, the lag grows and drains, nothing is lost, on 20 seeds', () => {
    for (const seed of SEEDS) {
      const simulation = played('kept', [after(3, rush), after(8, members(3))], 20, seed);
      const sent = entriesOf(simulation, 'message.sent').filter(
        ({ passage, to }) => passage === 'publish' && to === 'events',
      );
      const burst = sent.filter(({ tUs }) => tUs > 3 * SECOND && tUs <= 7 * SECOND);
      // 4 s with 5 readings and 40 views a second.
      expect(Math.abs(burst.length - 180)).toBeLessThan(12);
      const lagAt = (tUs: number): number =>
        raw(simulation).filter((entry) => entry.tUs <= tUs).length -
        new Set(
          cleaned(simulation)
            .filter((entry) => entry.tUs <= tUs)
            .map(({ partition, offset }) => `${partition}/${offset}`),
        ).size;
      expect(lagAt(3 * SECOND)).toBeLessThan(8);
      expect(lagAt(7 * SECOND)).toBeGreaterThan(90);
      expect(lagAt(20 * SECOND)).toBeLessThan(8);
      expect(simulation.comeToRest(60 * SECOND)).toBe(true);
      expect(missing(simulation)).toEqual([]);
      expect(entriesOf(simulation, 'offset.reset')).toEqual([]);
    }
  });

  it('gains pace with each member until the partitions are used up (10 %: a member of one partition waits for each fetch)', () => {
    const burst: Intervention = { kind: 'burst', component: 'visitors', message: 'PizzaViewed', extra: 900 };
    const paceOf = (count: number): number => {
      const joins = count === 1 ? [] : [after(1, members(count))];
      const simulation = played('kept', [...joins, after(2, burst)], 14);
      return cleaned(simulation).filter(({ tUs }) => tUs > 4 * SECOND && tUs <= 14 * SECOND).length / 10;
    };
    const one = paceOf(1);
    expect(one).toBeGreaterThan(10);
    for (const [count, times] of [
      [2, 2],
      [3, 3],
      [4, 3],
    ] as const) {
      expect(Math.abs(paceOf(count) / one - times) / times).toBeLessThan(0.1);
    }
    expect(paceOf(4)).toBe(paceOf(3));
  });

  it('a retention shorter than the lag loses records, and says each one, on 20 seeds', () => {
    for (const seed of SEEDS) {
      const simulation = played('short-retention', [after(3, rush)], 20, seed);
      expect(simulation.comeToRest(60 * SECOND)).toBe(true);
      const resets = entriesOf(simulation, 'offset.reset').filter(({ group }) => group === 'clean');
      expect(resets.length).toBeGreaterThan(2);
      expect(new Set(resets.map(({ because }) => because))).toEqual(new Set(['expired']));
      const skipped = resets.reduce((sum, one) => sum + one.skipped, 0);
      expect(missing(simulation).length).toBe(skipped);
      expect(skipped).toBeGreaterThan(10);
    }
    const calm = played('short-retention', [], 20);
    expect(entriesOf(calm, 'log.expired').length).toBeGreaterThan(5);
    expect(missing(calm).length).toBeLessThan(4);
    expect(entriesOf(calm, 'offset.reset')).toEqual([]);
  });

  it('turns data to information: no broken reading counts, and the rows are those of the raw records', () => {
    const simulation = played('kept', [], 20);
    simulation.comeToRest(60 * SECOND);
    const looked = new Map<string, number>();
    const heated = new Map<string, number[]>();
    for (const { message } of raw(simulation)) {
      const data = message.data as { oven?: string; fahrenheit?: number; pizza?: string; at: number };
      const window = Math.floor(data.at / 2) * 2;
      if (data.pizza !== undefined)
        looked.set(`${data.pizza} ${window}`, (looked.get(`${data.pizza} ${window}`) ?? 0) + 1);
      else if (data.fahrenheit !== 0) {
        const of = `${data.oven} ${window}`;
        heated.set(of, [...(heated.get(of) ?? []), Math.round(((data.fahrenheit as number) - 32) / 1.8)]);
      }
    }
    const shown = (component: string): Map<string, unknown> =>
      new Map(
        entriesOf(simulation, 'pane.emitted')
          .filter((entry) => entry.at === component)
          .map(({ key, window, value }) => [`${key} ${(window.startUs as number) / SECOND}`, value]),
      );
    const counts = shown('favourites');
    const means = shown('temperatures');
    expect(counts.size).toBeGreaterThan(25);
    expect(means.size).toBeGreaterThan(40);
    for (const [of, count] of counts) expect([of, count]).toEqual([of, looked.get(of)]);
    for (const [of, mean] of means) {
      const values = heated.get(of) as number[];
      expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
    }
  });

  it('keeps its fitness functions through a burst, unless the log forgets too early', () => {
    const broken = (variant: string): readonly string[] =>
      brokenIn(builtIn('streaming', variant), played(variant, [after(3, rush)], 20));
    expect(broken('kept')).toEqual([]);
    expect(broken('short-retention')).toEqual(['no record is deleted before it is read']);
  });

  it('has a challenge that is met by the third member in time, and by nothing less', () => {
    const scenario = builtIn('streaming', 'kept');
    const met = (interventions: readonly TimedIntervention[]): boolean => {
      const simulation = played('kept', interventions, 24);
      return isMet(scenario, simulation, 24 * SECOND);
    };
    expect(met([after(6, rush), after(8, members(3))])).toBe(true);
    expect(met([after(6, rush)])).toBe(false);
    expect(met([after(2, members(3))])).toBe(false);
    expect(met([after(6, rush), after(8, members(4))])).toBe(false);
  });
});
