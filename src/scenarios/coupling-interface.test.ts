import { describe, expect, it } from 'vitest';
import { createSimulation, type Simulation } from '../run/simulation.ts';
import type { ContractChange } from '../scenario/compatibility/contract-change.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import text from './coupling-interface.yaml?raw';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const CHANGED = 3 * SECOND;
const END = 8 * SECOND;
/** What was on its way when its sender changed has arrived. */
const SENT_AFTER = CHANGED + 60_000;

type Verdict = 'FULL' | 'BACKWARD' | 'FORWARD' | 'NONE';

/**
 * What the published rules of schema registries say: BACKWARD allows to delete fields and to add optional ones, FORWARD
 * to add fields and to delete optional ones, FULL what both allow; a rename is a deletion and an addition. Types widen
 * from integer to number and not back, and never become text.
 */
const CHANGES: readonly (readonly [
  what: string,
  change: ContractChange,
  verdict: Verdict,
  rejection: string | null,
])[] = [
  ['rename a field', { kind: 'rename', field: 'zip', to: 'postcode' }, 'NONE', '`postcode` is missing'],
  ['remove a field', { kind: 'remove', field: 'fax' }, 'BACKWARD', null],
  ['remove an optional field', { kind: 'remove', field: 'note' }, 'FULL', null],
  [
    'add a required field',
    { kind: 'add', field: 'country', type: 'string', optional: false },
    'FORWARD',
    '`country` is missing',
  ],
  ['add an optional field', { kind: 'add', field: 'language', type: 'string', optional: true }, 'FULL', null],
  ['make a number a text', { kind: 'changeType', field: 'zip', type: 'string' }, 'NONE', '`zip`'],
  ['widen an integer', { kind: 'changeType', field: 'zip', type: 'number' }, 'BACKWARD', null],
];

const reads = (verdict: Verdict, direction: 'BACKWARD' | 'FORWARD'): boolean =>
  verdict === 'FULL' || verdict === direction;

const shipped = (component: string, changes: readonly ContractChange[], atUs = CHANGED): TimedIntervention => ({
  atUs,
  what: { kind: 'change', component, message: 'RegisterAddress', changes },
});

function played(variant: string | null, interventions: readonly TimedIntervention[], seed: number): Simulation {
  const simulation = runOf(builtIn('coupling-interface', variant), interventions, seed);
  simulation.advanceTo(END);
  return simulation;
}

/** Calls of one side that reached Customers after an instant, and how many of them it rejected, with the errors. */
function callsOf(simulation: Simulation, source: string, fromUs = CHANGED) {
  const reached = entriesOf(simulation, 'message.delivered').filter(
    ({ at, tUs, message }) => at === 'customers' && message.source === source && tUs > fromUs && tUs < END - SECOND,
  );
  const ids = new Set(reached.map(({ message }) => message.id));
  const rejected = entriesOf(simulation, 'message.rejected').filter(({ message }) => ids.has(message.id));
  return { reached: reached.length, rejected: rejected.length, errors: new Set(rejected.map(({ why }) => why)) };
}

describe('coupling-interface', () => {
  it.each(CHANGES)(
    '%s at the provider: the verdict is the published one, and calls are rejected iff it says so',
    (_, change, verdict, rejection) => {
      for (const seed of SEEDS) {
        const simulation = played(null, [shipped('customers', [change])], seed);
        expect(entriesOf(simulation, 'interface.changed').map((entry) => entry.verdict)).toEqual([verdict]);
        expect(rejection === null).toBe(reads(verdict, 'BACKWARD'));
        for (const source of ['web', 'callcentre']) {
          const { reached, rejected, errors } = callsOf(simulation, source);
          expect(reached).toBeGreaterThan(3);
          expect(rejected).toBe(rejection === null ? 0 : reached);
          // The validation error, word for word.
          if (rejection !== null) expect([...errors]).toEqual([expect.stringContaining(rejection)]);
        }
      }
    },
  );

  it.each(CHANGES)(
    '%s at a caller: its calls are rejected iff the old contract cannot read the new one',
    (_, change, verdict) => {
      for (const seed of SEEDS) {
        const simulation = played(null, [shipped('web', [change])], seed);
        expect(entriesOf(simulation, 'interface.changed').map((entry) => entry.verdict)).toEqual([verdict]);
        // The verdict is about all numbers that could come; those that do come are whole.
        const isWholeAnyway = change.kind === 'changeType' && change.type === 'number';
        const { reached, rejected } = callsOf(simulation, 'web', SENT_AFTER);
        expect(reached).toBeGreaterThan(6);
        expect(rejected).toBe(reads(verdict, 'FORWARD') || isWholeAnyway ? 0 : reached);
        expect(callsOf(simulation, 'callcentre').rejected).toBe(0);
      }
    },
  );

  it.each(['BACKWARD', 'FORWARD', 'FULL', 'NONE'] as const)(
    'a contract check with level %s lets through exactly what the verdict allows, and nobody is rejected who was not before',
    (level) => {
      const loaded = loadScenario(text.replace('level: BACKWARD', `level: ${level}`), { variant: 'checked' });
      if (!loaded.ok) throw new Error('It does not load');
      for (const [, change, verdict, rejection] of CHANGES) {
        const input = { seed: 6, variant: 'checked', parameters: {}, interventions: [shipped('customers', [change])] };
        const simulation = createSimulation(loaded.scenario, input);
        simulation.advanceTo(END);
        const allowed = level === 'NONE' || (level === 'FULL' ? verdict === 'FULL' : reads(verdict, level));
        expect(entriesOf(simulation, 'schema.refused')).toHaveLength(allowed ? 0 : 1);
        expect(entriesOf(simulation, 'intervention.ignored')).toHaveLength(allowed ? 0 : 1);
        expect(entriesOf(simulation, 'interface.changed')).toHaveLength(allowed ? 1 : 0);
        const rejected = entriesOf(simulation, 'message.rejected').length;
        expect(rejected > 0).toBe(allowed && rejection !== null);
      }
    },
  );

  it('whoever reads ships first when a field goes away; the other order rejects calls until the reader follows', () => {
    const remove: readonly ContractChange[] = [{ kind: 'remove', field: 'fax' }];
    const LATER = 5 * SECOND;
    for (const seed of SEEDS) {
      const readerFirst = played(null, [shipped('customers', remove), shipped('web', remove, LATER)], seed);
      expect(entriesOf(readerFirst, 'message.rejected')).toEqual([]);
      const senderFirst = played(null, [shipped('web', remove), shipped('customers', remove, LATER)], seed);
      const rejected = entriesOf(senderFirst, 'message.rejected');
      expect(rejected.length).toBeGreaterThan(2);
      expect(rejected.every(({ tUs, message }) => tUs <= LATER && message.source === 'web')).toBe(true);
    }
  });

  it('a tolerant reader takes what a strict one rejects', () => {
    const bold: readonly ContractChange[] = [
      { kind: 'remove', field: 'fax' },
      { kind: 'remove', field: 'name' },
      { kind: 'add', field: 'country', type: 'string', optional: false },
    ];
    for (const seed of SEEDS) {
      const strict = callsOf(played(null, [shipped('web', bold)], seed), 'web', SENT_AFTER);
      expect(strict.rejected).toBe(strict.reached);
      const tolerant = callsOf(played('tolerant', [shipped('web', bold)], seed), 'web', SENT_AFTER);
      expect(tolerant.reached).toBe(strict.reached);
      expect(tolerant.rejected).toBe(0);
      // It insists on what it uses.
      const missing = played('tolerant', [shipped('web', [{ kind: 'remove', field: 'zip' }])], seed);
      expect([...callsOf(missing, 'web', SENT_AFTER).errors]).toEqual([expect.stringContaining('`zip` is missing')]);
    }
  });

  it('two versions side by side: both are served, and neither is rejected', () => {
    for (const seed of SEEDS) {
      const simulation = played('side-by-side', [], seed);
      expect(entriesOf(simulation, 'message.rejected')).toEqual([]);
      const done = entriesOf(simulation, 'handler.finished').filter(({ outcome }) => outcome === 'done');
      const versions = done.map(({ message }) => `${message.name} ${message.version}`);
      expect(new Set(versions)).toEqual(new Set(['RegisterAddress 1', 'RegisterAddressV2 2']));
      expect(done.length).toBeGreaterThan(20);
    }
  });

  it('all variants have the same callers at the same instants', () => {
    const sent = (variant: string | null): readonly string[] =>
      entriesOf(played(variant, [], 6), 'message.sent')
        .filter(({ at, to }) => at !== 'customers' && to === 'customers')
        .map(({ at, tUs }) => `${at} ${tUs}`);
    for (const variant of ['tolerant', 'side-by-side', 'checked']) expect(sent(variant)).toEqual(sent(null));
  });

  it('its fitness function holds without a change and breaks with a breaking one', () => {
    const scenario = builtIn('coupling-interface');
    const rename: ContractChange = { kind: 'rename', field: 'zip', to: 'postcode' };
    for (const seed of SEEDS.slice(0, 5)) {
      expect(brokenIn(scenario, played(null, [], seed))).toEqual([]);
      expect(brokenIn(scenario, played(null, [shipped('customers', [rename])], seed))).toEqual(['no call is rejected']);
      const checked = played('checked', [shipped('customers', [rename])], seed);
      expect(brokenIn(builtIn('coupling-interface', 'checked'), checked)).toEqual([]);
    }
  });

  it('the challenge is met where the reader does not insist on the two fields, and nowhere else', () => {
    const renamed = (field: string, seconds: number): TimedIntervention => ({
      atUs: seconds * SECOND,
      what: { kind: 'rename', component: 'web', message: 'RegisterAddress', field, to: `${field}2` },
    });
    for (const seed of SEEDS) {
      const met = (variant: string | null, ...fields: readonly string[]): boolean => {
        const simulation = played(
          variant,
          fields.map((field, i) => renamed(field, 2 + i)),
          seed,
        );
        return isMet(builtIn('coupling-interface', variant), simulation, END);
      };
      expect(met('tolerant', 'name', 'fax')).toBe(true);
      expect(met('tolerant', 'name')).toBe(false);
      expect(met('tolerant', 'name', 'zip')).toBe(false);
      expect(met(null, 'name', 'fax')).toBe(false);
      expect(met('checked', 'name', 'fax')).toBe(false);
    }
  });
});
