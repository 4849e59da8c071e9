import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const VARIANTS = [null, 'retry', 'key'] as const;

const at = (seconds: number, what: Intervention): TimedIntervention => ({ atUs: seconds * SECOND, what });
const crash = (seconds: number): TimedIntervention => at(seconds, { kind: 'crash', component: 'payment' });
const restart = (seconds: number): TimedIntervention => at(seconds, { kind: 'restart', component: 'payment' });

/** Payment crashes after a line of its handler: after line 3 the bank has booked, and nobody has been told. */
const crashAfter = (line: number): readonly TimedIntervention[] => [
  at(3, { kind: 'crash-at', component: 'payment', message: 'Charge', side: 'after', line, nth: 1 }),
  restart(4.5),
];
const AFTER_THE_BANK = crashAfter(3);

function played(
  variant: string | null,
  interventions: readonly TimedIntervention[],
  seed: number,
  untilUs = 8 * SECOND,
): Simulation {
  const simulation = runOf(builtIn('coupling-crash', variant), interventions, seed);
  simulation.advanceTo(untilUs);
  return simulation;
}

function atRest(variant: string | null, interventions: readonly TimedIntervention[], seed: number): Simulation {
  const simulation = played(variant, interventions, seed);
  expect(simulation.comeToRest(60 * SECOND)).toBe(true);
  return simulation;
}

const bookings = (simulation: Simulation): number =>
  entriesOf(simulation, 'table.written').filter(({ at: where }) => where === 'bank').length;
const orders = (simulation: Simulation): number =>
  entriesOf(simulation, 'table.written').filter(({ at: where }) => where === 'orders').length;

/** The most bookings of one order. */
const mostBookings = (simulation: Simulation): number =>
  Math.max(
    ...entriesOf(simulation, 'table.written')
      .filter(({ at: where }) => where === 'bank')
      .map(({ row }) => (row['euros'] as number) / 12),
  );

describe('coupling-crash', () => {
  it('without a fault every variant charges every order once', () => {
    for (const variant of VARIANTS)
      for (const seed of SEEDS.slice(0, 5)) {
        const simulation = atRest(variant, [], seed);
        expect(orders(simulation)).toBeGreaterThan(8);
        expect(bookings(simulation)).toBe(orders(simulation));
        expect(brokenIn(builtIn('coupling-crash', variant), simulation)).toEqual([]);
      }
  });

  it('while Payment is down no order succeeds, with or without retries', () => {
    for (const variant of VARIANTS)
      for (const seed of SEEDS) {
        const simulation = played(variant, [crash(3), restart(7)], seed);
        // What Payment had answered before its crash is on its way for two links and a bit.
        const ok = entriesOf(simulation, 'request.completed').filter(
          ({ outcome, tUs }) => outcome === 'ok' && tUs > 3.1 * SECOND && tUs <= 7.4 * SECOND,
        );
        expect(ok).toEqual([]);
      }
  });

  it('the error travels up: an order of the outage ends as a timeout, after the wait of Orders and the ways', () => {
    for (const seed of SEEDS) {
      const simulation = played(null, [crash(3), restart(7)], seed);
      const during = entriesOf(simulation, 'request.completed').filter(
        ({ tUs, latencyUs }) => tUs - latencyUs > 3 * SECOND && tUs < 7 * SECOND,
      );
      expect(during.length).toBeGreaterThan(3);
      for (const { outcome, latencyUs } of during) {
        expect(outcome).toBe('timeout');
        // 700 ms of patience, 20 ms of work, 40 ms each way.
        expect(latencyUs).toBe(800_000);
      }
    }
  });

  it('with retries, and a crash after the bank has booked: more charges than orders, and one order charged twice', () => {
    for (const seed of SEEDS) {
      const simulation = atRest('retry', AFTER_THE_BANK, seed);
      expect(bookings(simulation)).toBeGreaterThan(orders(simulation));
      expect(mostBookings(simulation)).toBe(2);
      expect(brokenIn(builtIn('coupling-crash', 'retry'), simulation)).toEqual([
        'no order is charged twice',
        'every charge belongs to an order, and every order to a charge',
      ]);
    }
  });

  it('with a key: as many charges as orders, wherever Payment crashes', () => {
    for (const line of [2, 3, 4, 5])
      for (const seed of SEEDS) {
        const simulation = atRest('key', crashAfter(line), seed);
        expect(entriesOf(simulation, 'component.crashed')).toHaveLength(1);
        expect(bookings(simulation)).toBe(orders(simulation));
        expect(brokenIn(builtIn('coupling-crash', 'key'), simulation)).toEqual([]);
      }
  });

  it('with a key: as many charges as orders when the bank crashes, at any line', () => {
    for (const line of [2, 3, 4])
      for (const seed of SEEDS.slice(0, 5)) {
        const bank: readonly TimedIntervention[] = [
          at(3, { kind: 'crash-at', component: 'bank', message: 'Book', side: 'after', line, nth: 1 }),
          at(3.9, { kind: 'restart', component: 'bank' }),
        ];
        const simulation = atRest('key', bank, seed);
        expect(entriesOf(simulation, 'component.crashed')).toHaveLength(1);
        expect(bookings(simulation)).toBe(orders(simulation));
      }
  });

  it('a second attempt with a known key gets the first answer', () => {
    for (const seed of SEEDS) {
      const simulation = atRest('key', AFTER_THE_BANK, seed);
      expect(entriesOf(simulation, 'message.deduplicated').filter(({ at: where }) => where === 'bank')).toHaveLength(1);
      const outcomes = new Set(entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome));
      expect([...outcomes]).toEqual(['ok']);
    }
  });

  it('a key does not undo: with Payment down for longer than the retries, one charge has no order', () => {
    for (const seed of SEEDS) {
      const simulation = atRest('key', crashAfter(3).slice(0, 1), seed);
      expect(bookings(simulation)).toBe(orders(simulation) + 1);
      expect(brokenIn(builtIn('coupling-crash', 'key'), simulation)).toContain(
        'every charge belongs to an order, and every order to a charge',
      );
    }
  });

  it('a crash loop: Payment is up again and again, and no order gets through', () => {
    const firstLine = {
      kind: 'crash-at',
      component: 'payment',
      message: 'Charge',
      side: 'before',
      line: 2,
      nth: 1,
    } as const;
    const rounds = [3, 4.5, 6].flatMap((second) => [restart(second), at(second, firstLine)]);
    for (const seed of SEEDS) {
      const simulation = played(null, [crash(2.5), ...rounds], seed);
      expect(entriesOf(simulation, 'component.restarted').length).toBe(3);
      expect(entriesOf(simulation, 'component.crashed').length).toBe(4);
      const ok = entriesOf(simulation, 'request.completed').filter(
        ({ outcome, tUs }) => outcome === 'ok' && tUs > 2.6 * SECOND,
      );
      expect(ok).toEqual([]);
    }
  });

  it('the challenge is met by slowness or by loss, not by a crash, and not with a key', () => {
    const slow = [at(3, { kind: 'slow', component: 'payment', factor: 20 })];
    const crashed = AFTER_THE_BANK;
    for (const seed of SEEDS) {
      const lossy = [at(2, { kind: 'loss', link: ['orders', 'payment'], probability: 0.5 })];
      const met = (variant: string | null, faults: readonly TimedIntervention[]): boolean =>
        isMet(builtIn('coupling-crash', variant), played(variant, faults, seed, 15 * SECOND), 15 * SECOND);
      expect(met('retry', slow)).toBe(true);
      expect(met('retry', lossy)).toBe(true);
      expect(met('retry', crashed)).toBe(false);
      expect(met('retry', [])).toBe(false);
      expect(met('key', slow)).toBe(false);
      expect(met(null, slow)).toBe(false);
    }
  });
});
