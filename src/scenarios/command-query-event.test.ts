import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Entry } from '../trace/entry.ts';
import text from './command-query-event.yaml?raw';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const SUBSCRIBERS = ['loyalty', 'statistics', 'couriers'] as const;

const at = (seconds: number, what: Intervention): TimedIntervention => ({ atUs: seconds * SECOND, what });
const joining = (...ids: readonly string[]): readonly TimedIntervention[] =>
  ids.map((component) => at(4, { kind: 'subscribe', component }));

function played(interventions: readonly TimedIntervention[], seed: number, untilUs = 15 * SECOND): Simulation {
  const simulation = runOf(builtIn('command-query-event'), interventions, seed);
  simulation.advanceTo(untilUs);
  return simulation;
}

/** All tables of a component at an instant, as bytes. */
function stateOf({ trace }: Simulation, component: string, untilUs = Number.POSITIVE_INFINITY): string {
  const rows = new Map<string, unknown>();
  for (const entry of trace.entries)
    if (entry.kind === 'table.written' && entry.at === component && entry.tUs <= untilUs)
      rows.set(`${entry.table} ${entry.key}`, entry.row);
  return JSON.stringify([...rows]);
}

/** What a component lives through, without the numbers that are counted through the whole run. */
function storyOf({ trace }: Simulation, component: string): readonly string[] {
  const own = (entry: Entry): boolean =>
    entry.at === component || (entry.kind === 'log.appended' && entry.at === 'deliveries');
  const counted = new Set(['seq', 'cause', 'hop', 'task', 'id', 'correlationId', 'causationId', 'inReplyTo']);
  return trace.entries
    .filter(own)
    .map((entry) => JSON.stringify(entry, (key, value: unknown) => (counted.has(key) ? undefined : value)));
}

describe('command-query-event', () => {
  it('a command is refused by its one receiver when it is sold out, and a refusal changes nothing', () => {
    for (const seed of SEEDS) {
      const simulation = played([], seed);
      const refused = entriesOf(simulation, 'request.completed').filter(({ outcome }) => outcome === 'refused');
      expect(refused.length).toBeGreaterThan(2);
      for (const { message, data } of refused) {
        expect(message.name).toBe('WantPizza');
        expect(JSON.stringify(data)).toContain('sold out, no Hawaii today');
        const effects = simulation.trace.entries.filter(
          (entry) =>
            (entry.kind === 'table.written' && entry.label === message.label) ||
            (entry.kind === 'log.appended' && entry.message.label === message.label),
        );
        expect(effects).toEqual([]);
      }
    }
  });

  it('a query leaves all state byte-identical, whether it is asked never or a thousand times', () => {
    for (const seed of SEEDS) {
      const asked = played([], seed, 5 * SECOND);
      const before = stateOf(asked, 'shop', 5 * SECOND);
      const often = played(
        [at(5, { kind: 'burst', component: 'waiting', message: 'IsMyPizzaReady', extra: 1000 })],
        seed,
        5 * SECOND,
      );
      expect(often.comeToRest(60 * SECOND)).toBe(true);
      expect(asked.comeToRest(60 * SECOND)).toBe(true);
      const handled = (simulation: Simulation): number =>
        entriesOf(simulation, 'handler.finished').filter(({ message }) => message.name === 'IsMyPizzaReady').length;
      expect(handled(often)).toBe(handled(asked) + 1000);
      expect(stateOf(often, 'shop', 5 * SECOND)).toBe(before);
      expect(stateOf(often, 'shop')).toBe(stateOf(asked, 'shop'));
      const writes = (simulation: Simulation): readonly string[] =>
        entriesOf(simulation, 'table.written').map(({ table, row, label }) => JSON.stringify([table, row, label]));
      expect(writes(often)).toEqual(writes(asked));
    }
  });

  it('a query that gets no answer may be asked again: the second answer is as good as the first', () => {
    for (const seed of SEEDS) {
      const simulation = played(
        [at(5, { kind: 'burst', component: 'waiting', message: 'IsMyPizzaReady', extra: 20 })],
        seed,
        6.5 * SECOND,
      );
      const answers = entriesOf(simulation, 'request.completed').filter(
        ({ at: where, tUs }) => where === 'waiting' && tUs > 5 * SECOND,
      );
      expect(answers.length).toBeGreaterThanOrEqual(20);
      expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(new Set(['{"ready":true}']));
    }
  });

  it('the event with 0, 1 and 3 subscribers leaves the trace of its producer identical', () => {
    for (const seed of SEEDS) {
      const nobody = played([], seed);
      const story = storyOf(nobody, 'shop');
      expect(entriesOf(nobody, 'log.appended').length).toBeGreaterThan(5);
      for (const who of [SUBSCRIBERS.slice(0, 1), SUBSCRIBERS]) {
        const simulation = played(joining(...who), seed);
        expect(storyOf(simulation, 'shop')).toEqual(story);
        const appended = entriesOf(simulation, 'log.appended').length;
        for (const group of who) {
          const committed = entriesOf(simulation, 'offset.committed').filter((entry) => entry.group === group);
          expect(committed.at(-1)?.offset).toBeGreaterThanOrEqual(appended - 1);
        }
      }
    }
  });

  it('a late subscriber reads what happened before it joined', () => {
    for (const seed of SEEDS) {
      const simulation = played(joining('loyalty'), seed);
      const before = entriesOf(simulation, 'log.appended').filter(({ tUs }) => tUs < 4 * SECOND);
      expect(before.length).toBeGreaterThan(1);
      const rewarded = entriesOf(simulation, 'table.written')
        .filter(({ at: where }) => where === 'loyalty')
        .map(({ key }) => key);
      expect(rewarded.slice(0, before.length)).toEqual(before.map(({ message }) => message.key));
    }
  });

  it('an event cannot be refused: while a subscriber is down, guests, shop and the others notice nothing', () => {
    const crash = at(6, { kind: 'crash', component: 'loyalty' });
    for (const seed of SEEDS) {
      const calm = played(joining(...SUBSCRIBERS), seed);
      const crashed = played([...joining(...SUBSCRIBERS), crash], seed);
      for (const who of ['guest', 'waiting', 'shop', 'statistics', 'couriers'])
        expect(storyOf(crashed, who)).toEqual(storyOf(calm, who));
    }
  });

  it('a command to two handlers is a validation error of the scenario', () => {
    const twoReceivers = loadScenario(text.replace('to: shop', 'to: [shop, couriers]'));
    expect(twoReceivers.ok).toBe(false);
    expect(JSON.stringify(twoReceivers)).toContain('`to` is a list, not a string');

    const command = text.replace('PizzaDelivered: { kind: event, version: 1,', 'PizzaDelivered: { kind: command,');
    const twoGroups = loadScenario(command);
    if (twoGroups.ok) throw new Error('It loads');
    expect(twoGroups.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('a command has one addressee, and `loyalty` handles `PizzaDelivered`'),
      expect.stringContaining('a command has one addressee, and `loyalty` handles `PizzaDelivered`'),
    ]);
  });

  it('keeps its fitness functions, with subscribers and without', () => {
    const scenario = builtIn('command-query-event');
    for (const seed of SEEDS.slice(0, 5))
      for (const who of [[], SUBSCRIBERS]) expect(brokenIn(scenario, played(joining(...who), seed))).toEqual([]);
  });

  it('the challenge is met by a crash between two deliveries, not without one, and not while it is away', () => {
    const scenario = builtIn('command-query-event');
    const END = 30 * SECOND;
    for (const seed of SEEDS) {
      const calm = played(joining('statistics'), seed, END);
      expect(isMet(scenario, calm, END)).toBe(false);
      // Idle for the last time before 20 s: a crash then interrupts nothing.
      const idle = entriesOf(calm, 'offset.committed')
        .filter(({ tUs }) => tUs < 20 * SECOND)
        .at(-1);
      const crashUs = (idle?.tUs as number) + 10_000;
      const crashed: readonly TimedIntervention[] = [
        ...joining('statistics'),
        { atUs: crashUs, what: { kind: 'crash', component: 'statistics' } },
      ];
      expect(isMet(scenario, played(crashed, seed, END), END)).toBe(false);
      const back: readonly TimedIntervention[] = [
        ...crashed,
        { atUs: crashUs + SECOND, what: { kind: 'restart', component: 'statistics' } },
      ];
      const simulation = played(back, seed, 28 * SECOND);
      simulation.comeToRest(60 * SECOND);
      expect(isMet(scenario, simulation, simulation.trace.entries.at(-1)?.tUs ?? 0)).toBe(true);
    }
  });
});
