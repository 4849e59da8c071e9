import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariant } from '../kernel/invariant.ts';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { createProjection } from './create-projection.ts';
import { scenarioOf, simulate, SECOND } from '../run/run-document.fixture.ts';
import type { Simulation } from '../run/simulation.ts';

const CLIENTS = 4;

const shape = fc.record({
  seed: fc.nat(1_000_000),
  accounts: fc.integer({ min: 1, max: 3 }),
  every: fc.constantFrom('25ms', '50ms', '{ exponential: 30ms }'),
  snapshots: fc.constantFrom('', ', snapshots: { every: 1 }', ', snapshots: { every: 4 }'),
  append: fc.constantFrom('', ', append: 3ms', ', append: { uniform: [1ms, 12ms] }'),
  checkpoint: fc.constantFrom('', '    checkpoint: { every: 1 }'),
  faults: fc.array(
    fc.oneof(
      fc.record({ at: fc.integer({ min: 0, max: 2_000 }), crash: fc.constantFrom('bank', 'store', 'view', 'audit') }),
      fc.record({
        at: fc.integer({ min: 0, max: 2_000 }),
        loss: fc.constantFrom(['bank', 'store'], ['store', 'view']),
      }),
      fc.record({
        at: fc.integer({ min: 0, max: 2_000 }),
        duplication: fc.constantFrom(['bank', 'store'], ['store', 'audit']),
      }),
      fc.record({ at: fc.integer({ min: 200, max: 2_000 }), rebuild: fc.constant('view') }),
    ),
    { maxLength: 7 },
  ),
});

type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;

function documentOf({ accounts, every, snapshots, append, checkpoint }: Shape): string {
  const clients = Array.from(
    { length: CLIENTS },
    (_, i) => `
  c${i}: { kind: client, sends: [{ command: ${i === 0 ? 'Deposit' : 'Withdraw'}, to: bank, stop: 2s, timeout: 900ms, every: ${every}, data: { account: "='a' + string(n % ${accounts})", amount: ${i === 0 ? 30 : 20} } }] }`,
  ).join('');
  return `
messages:
  Deposit: { kind: command, fields: { account: string, amount: number } }
  Withdraw: { kind: command, fields: { account: string, amount: number } }
  Deposited: { kind: event, fields: { account: string, amount: number } }
  Withdrawn: { kind: event, fields: { account: string, amount: number } }
  Noted: { kind: event, fields: { account: string } }
components:${clients}
  bank:
    kind: service
    workers: 3
    on:
      Deposit:
        - append: =msg.account
          to: store
          timeout: 100ms
          retry: { attempts: 3, delay: 20ms }
          events: [{ event: Deposited, data: { account: =msg.account, amount: =msg.amount } }, { event: Noted, data: { account: =msg.account } }]
      Withdraw:
        - load: =msg.account
          from: store
          as: it
          timeout: 100ms
          fold:
            initial: { balance: 0, notes: 0 }
            on: { Deposited: { balance: =state.balance + event.amount }, Withdrawn: { balance: =state.balance - event.amount }, Noted: { notes: =state.notes + 1 } }
        - if: it.state.balance < msg.amount
          then: [refuse: not enough]
        - append: =msg.account
          to: store
          timeout: 100ms
          retry: { attempts: 2, delay: 30ms }
          expected: =it.version
          onConflict: { retry: 3 }
          events: [{ event: Withdrawn, data: { account: =msg.account, amount: =msg.amount } }]
  store: { kind: event-store${snapshots}${append} }
  view:
    kind: view
    from: store
${checkpoint}
    on:
      Deposited: [{ read: accounts, key: =msg.account, as: a }, { write: accounts, key: =msg.account, set: { balance: '=(a == null ? 0 : a.balance) + msg.amount' } }]
      Withdrawn: [{ read: accounts, key: =msg.account, as: a }, { write: accounts, key: =msg.account, set: { balance: '=(a == null ? 0 : a.balance) - msg.amount' } }]
  audit: { kind: service, consumes: [{ from: store, group: audit, after: start, timeout: 300ms }], on: { Deposited: [work: 2ms], Withdrawn: [work: 2ms] } }
`;
}

function interventionsOf({ faults }: Shape): readonly TimedInterventionDocument[] {
  const planned = faults.flatMap((fault): readonly object[] => {
    const at = `${fault.at}ms`;
    if ('crash' in fault)
      return [
        { at, crash: fault.crash },
        { at: `${fault.at + 300}ms`, restart: fault.crash },
      ];
    if ('rebuild' in fault) return [{ at, 'rebuild-view': fault.rebuild }];
    const [a, b] = ('loss' in fault ? fault.loss : fault.duplication) as [string, string];
    return 'loss' in fault
      ? [
          { at, loss: [a, b], probability: 0.3 },
          { at: `${fault.at + 400}ms`, loss: [a, b], probability: 0 },
        ]
      : [{ at, duplication: [a, b], probability: 0.4 }];
  });
  // A crash may come while another restarts: in the end everything is up.
  const up = ['bank', 'store', 'view', 'audit'].map((restart) => ({ at: '3s', restart }));
  const healed = [
    ['bank', 'store'],
    ['store', 'view'],
  ].map((loss) => ({ at: '3s', loss, probability: 0 }));
  return [...planned, ...up, ...healed] as unknown as readonly TimedInterventionDocument[];
}

interface Sums {
  readonly balance: number;
  readonly notes: number;
}

/** Follows the trace with nothing but lists and sums; returns how much it has looked at. */
function check(run: Simulation): number {
  /** By stream: the sums after each event. */
  const streams = new Map<string, Sums[]>();
  const none: Sums = { balance: 0, notes: 0 };
  const ids = new Set<number>();
  let position = 0;
  let operations = 0;
  let before = '';
  for (const entry of run.trace.entries) {
    switch (entry.kind) {
      case 'event.stored': {
        operations++;
        const sums = streams.get(entry.stream) ?? [];
        streams.set(entry.stream, sums);
        const { amount = 0 } = entry.message.data as { amount?: number };
        const { name, id } = entry.message;
        const { balance, notes } = sums.at(-1) ?? none;
        const sign = name === 'Deposited' ? 1 : name === 'Withdrawn' ? -1 : 0;
        sums.push({ balance: balance + sign * amount, notes: notes + (name === 'Noted' ? 1 : 0) });
        invariant(entry.number === sums.length - 1 && entry.position === position++, 'a stream has a gap');
        invariant(!ids.has(id), 'an event is written twice');
        ids.add(id);
        invariant((name === 'Noted') === (before === 'Deposited'), 'a deposit and its note are not together');
        invariant(balance + sign * amount >= 0, 'a balance is below 0');
        before = name;
        break;
      }
      case 'append.refused':
        operations++;
        invariant((streams.get(entry.stream)?.length ?? 0) - 1 === entry.version, 'a refusal names another version');
        invariant(entry.expected !== entry.version, 'an append with the right version is refused');
        break;
      case 'stream.loaded': {
        operations++;
        const sums = streams.get(entry.stream)?.[entry.version] ?? none;
        const state = entry.state as unknown as Sums;
        invariant(
          state.balance === sums.balance && state.notes === sums.notes,
          'a state is not the fold of its events',
        );
        break;
      }
      case 'view.applied':
      case 'delivery.settled':
      case 'reader.moved':
      case 'stream.read':
      case 'checkpoint.saved':
        operations++;
        break;
      default:
    }
  }
  return operations;
}

let operations = 0;

test(
  'whatever fails: streams without gaps, appends whole and once, states that are folds, no balance below 0, a view that is the fold in the end',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(shape, (one) => {
        const scenario = scenarioOf(documentOf(one));
        const run = simulate(scenario, { seed: one.seed, interventions: interventionsOf(one) });
        run.advanceTo(4 * SECOND);
        expect(run.comeToRest(120 * SECOND)).toBe(true);
        operations += check(run);
        const view = createProjection(scenario, run.trace).at(run.nowUs);
        const balances = new Map<string, number>();
        for (const entry of run.trace.entries) {
          if (entry.kind !== 'event.stored' || entry.message.name === 'Noted') continue;
          const { account, amount } = entry.message.data as { account: string; amount: number };
          const sign = entry.message.name === 'Deposited' ? 1 : -1;
          balances.set(account, (balances.get(account) ?? 0) + sign * amount);
        }
        const rows = [...(view.components.get('view')?.tables?.[0]?.rows() ?? [])].map(
          ([key, row]) => [key, row['balance']] as const,
        );
        expect(new Map(rows)).toEqual(balances);
        const { readers = [] } = view.components.get('store') ?? {};
        expect(readers.map(({ component, lag }) => [component, lag]).toSorted()).toEqual([
          ['audit', 0],
          ['view', 0],
        ]);
      }),
      { numRuns: 10 },
    );
    expect(operations).toBeGreaterThan(10_000);
  },
);
