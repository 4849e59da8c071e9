import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const REMEDIES = [null, 'buffer', 'version', 'commutative', 'one-event'] as const;
const ORDERS = 24;

function played(variant: string | null, seed = 18, interventions: readonly TimedIntervention[] = []): Simulation {
  const simulation = runOf(builtIn('event-ordering', variant), interventions, seed);
  simulation.advanceTo(40 * SECOND);
  expect(simulation.comeToRest(120 * SECOND)).toBe(true);
  return simulation;
}

/** The balance of each account at the end of a run. */
function balances(simulation: Simulation): ReadonlyMap<string, unknown> {
  const writes = entriesOf(simulation, 'table.written').filter(({ table }) => table === 'accounts');
  return new Map(writes.map(({ row }) => [String(row['account']), row['balance']]));
}

const atSixty = (simulation: Simulation): readonly string[] =>
  [...balances(simulation)].filter(([, balance]) => balance === 60).map(([account]) => account);

/** The order in which the ledger was done with the events of each account, as in its name. */
function handled(simulation: Simulation): ReadonlyMap<string, string> {
  const orders = new Map<string, string>();
  const letters = ['C', 'D', 'W', 'w'];
  const started = entriesOf(simulation, 'handler.started').filter(({ at }) => at === 'ledger');
  const events = new Map(started.map(({ task, message }) => [task, message.data as { account: string; seq: number }]));
  for (const { at, task } of entriesOf(simulation, 'handler.finished')) {
    const event = events.get(task);
    if (at !== 'ledger' || event === undefined) continue;
    orders.set(event.account, `${orders.get(event.account) ?? ''}${letters[event.seq - 1]}`);
  }
  return orders;
}

/** The naive handler, told again without the engine. */
function naive(order: string): number | undefined {
  let balance: number | undefined;
  for (const letter of order)
    if (letter === 'C') balance = 0;
    else if (balance !== undefined && letter === 'D') balance += 100;
    else if (balance !== undefined && balance >= 20) balance -= 20;
  return balance;
}

describe('event-ordering', () => {
  it('expectation: in sequence every account ends at 60', () => {
    for (const seed of SEEDS) {
      const simulation = played(null, seed);
      expect(new Set(handled(simulation).values())).toEqual(new Set(['CDWw']));
      expect(atSixty(simulation)).toHaveLength(ORDERS);
    }
  }, 60_000);

  it('reality: the ledger meets all 24 permutations, and 2 of them end at 60', () => {
    for (const seed of SEEDS) {
      const simulation = played('reality', seed);
      const orders = handled(simulation);
      expect(new Set(orders.values()).size).toBe(ORDERS);
      for (const [account, order] of orders) {
        expect(order).toBe(account);
        expect(balances(simulation).get(account)).toBe(naive(order));
      }
      expect(atSixty(simulation)).toEqual(['CDWw', 'CDwW']);
    }
  }, 60_000);

  it.each(REMEDIES)(
    'remedy %s: 24 of 24',
    (variant) => {
      for (const seed of SEEDS) expect(atSixty(played(variant, seed))).toHaveLength(ORDERS);
    },
    60_000,
  );

  it('each remedy has its price', () => {
    const waits = (variant: string) =>
      entriesOf(played(variant), 'handler.finished').filter(({ at }) => at === 'ledger');
    expect(waits('version').filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(ORDERS);
    const held = entriesOf(played('buffer'), 'table.written').filter(({ table }) => table === 'held');
    expect(held).toHaveLength(4 * ORDERS);
    const below = entriesOf(played('commutative'), 'table.written').filter(({ row }) => Number(row['balance']) < 0);
    expect(below.length).toBeGreaterThan(0);
    expect(entriesOf(played('one-event'), 'log.appended')).toHaveLength(ORDERS);
    const partitions = new Set(entriesOf(played('reality'), 'log.appended').map(({ partition }) => partition));
    expect(partitions.size).toBe(4);
  });

  it('reality breaks the promise of 60, the remedies keep it; additions alone go below 0', () => {
    const broken = (variant: string | null) => brokenIn(builtIn('event-ordering', variant), played(variant));
    expect(broken('reality')).toEqual(['every account ends at 60']);
    expect(broken('commutative')).toEqual(['no balance is ever below 0']);
    for (const variant of [null, 'buffer', 'version', 'one-event']) expect(broken(variant)).toEqual([]);
  });

  it('the challenge is met by a remedy that survives a crash, not by reality, and not without a crash', () => {
    const crash: readonly TimedIntervention[] = [
      { atUs: 5_300_000, what: { kind: 'crash', component: 'ledger' } },
      { atUs: 7_000_000, what: { kind: 'restart', component: 'ledger' } },
    ];
    const met = (variant: string | null, faults: readonly TimedIntervention[]): boolean => {
      const simulation = played(variant, 18, faults);
      return isMet(builtIn('event-ordering', variant), simulation, simulation.nowUs);
    };
    expect(met('buffer', crash)).toBe(true);
    expect(met('reality', crash)).toBe(false);
    expect(met('buffer', [])).toBe(false);
  });
});
