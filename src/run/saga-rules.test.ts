import { describe, expect, test } from 'vitest';
import { entriesOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const participant = (name: string, act: string, undo: string, does = ''): string => `
  ${name}:
    kind: service
    workers: 3
    restart: 20ms
    on:
      ${act}:
        - dedupe: =msg.orderId
        ${does}
        - write: done
          key: =msg.orderId
          set: { state: done }
        - reply: {}
      ${undo}:
        - dedupe: =msg.orderId
        - write: done
          key: =msg.orderId
          set: { state: undone }
        - reply: {}`;

const call = (message: string, to: string): string =>
  `{ call: ${message}, to: ${to}, data: { orderId: =msg.orderId }, timeout: 200ms }`;

const STEPS = `
            - step: reserve
              do: [ ${call('Reserve', 'stock')} ]
              undo: [ ${call('Release', 'stock')} ]
            - step: bake
              do: [ ${call('Bake', 'kitchen')} ]
              undo: [ ${call('Throw', 'kitchen')} ]
            - step: pay
              kind: pivot
              do: [ ${call('Pay', 'bank')} ]
            - step: deliver
              kind: retriable
              do: [ ${call('Deliver', 'bike')} ]`;

/** A pizza from stock to door; `pays` is what the bank does before it takes the money. */
function pizza(pays = '', options: RunOptions & { readonly by?: string; readonly count?: number } = {}): Simulation {
  const { by = '', count = 1 } = options;
  const names = ['Place', 'Reserve', 'Release', 'Bake', 'Throw', 'Pay', 'Refund', 'Deliver', 'Return'];
  const messages = names.map((name) => `  ${name}: { kind: command, fields: { orderId: string } }`).join('\n');
  return runYaml(
    `
messages:
${messages}
components:
  customer:
    kind: client
    sends: [{ command: Place, to: orders, every: 10ms, count: ${count}, data: { orderId: ="o" + string(n) }${by} }]
  orders:
    kind: service
    workers: 5
    restart: 20ms
    on:
      Place:
        - saga:${STEPS}
          id: =msg.orderId
          again: 100ms
          onFailure:
            - refuse: nothing came of it
        - reply: { delivered: true }
${participant('stock', 'Reserve', 'Release')}
${participant('kitchen', 'Bake', 'Throw')}
${participant('bank', 'Pay', 'Refund', pays)}
${participant('bike', 'Deliver', 'Return')}
`,
    { untilUs: 30 * SECOND, ...options },
  );
}

const REFUSES = '- refuse: no money';

/** The last state of an order at each participant. */
function states(simulation: Simulation, order = 'o1'): readonly unknown[] {
  return ['stock', 'kitchen', 'bank', 'bike'].map(
    (at) => entriesOf(simulation, 'table.written', at).findLast(({ key }) => key === order)?.row['state'],
  );
}

const moves = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'saga.moved').map(({ to, step }) => `${to} ${step}`.trim());

const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

test('[SAGA-1] [SAGA-9] all steps are done, in their order', () => {
  const simulation = pizza();
  expect(moves(simulation)).toEqual(['do reserve', 'do bake', 'do pay', 'do deliver', 'completed']);
  expect([states(simulation), outcomes(simulation)]).toEqual([['done', 'done', 'done', 'done'], ['ok']]);
});

test('[SAGA-1] [SAGA-2] [SAGA-9] a step that fails turns the saga back, and the handler goes on with onFailure', () => {
  const simulation = pizza(REFUSES);
  expect(moves(simulation)).toEqual([
    'do reserve',
    'do bake',
    'do pay',
    'compensate bake',
    'compensate reserve',
    'compensated',
  ]);
  expect(states(simulation)).toEqual(['undone', 'undone', undefined, undefined]);
  expect(outcomes(simulation)).toEqual(['refused']);
});

test('[SAGA-4] [SAGA-10] what has to succeed is tried again after a pause', () => {
  const down = (component: string) => [
    { at: '5ms', crash: component },
    { at: '1s', restart: component },
  ];
  const late = pizza('', { interventions: down('bike') });
  expect([states(late), outcomes(late)]).toEqual([['done', 'done', 'done', 'done'], ['ok']]);
  const tries = entriesOf(late, 'saga.moved').filter(({ step }) => step === 'deliver');
  expect(tries.length).toBeGreaterThan(2);
  expect(tries.map(({ attempt }) => attempt)).toEqual(tries.map((_, i) => i + 1));
  // Each try waits for its answer, and the next one comes after the pause.
  const [first, second] = entriesOf(late, 'message.sent', 'orders').filter(({ message }) => message.name === 'Deliver');
  expect((second?.tUs ?? 0) - (first?.tUs ?? 0)).toBe(300 * MS);
});

test('[SAGA-5] a step of which nobody knows whether it was done is done again, and is done once', () => {
  const interventions = [
    { at: '21ms', partition: ['orders', 'stock'] },
    { at: '500ms', heal: ['orders', 'stock'] },
  ] as const;
  for (const [pays, end] of [
    ['', 'done'],
    [REFUSES, 'undone'],
  ] as const) {
    const simulation = pizza(pays, { interventions });
    // The stock was reserved before the answer got lost.
    expect(entriesOf(simulation, 'table.written', 'stock')[0]?.tUs).toBeLessThan(21 * MS);
    expect(moves(simulation).filter((move) => move === 'do reserve').length).toBeGreaterThan(1);
    expect(states(simulation).slice(0, 2)).toEqual([end, end]);
  }
});

describe('[SAGA-6] [SAGA-11] whenever a service crashes, no order ends half done', () => {
  test.each([
    ['all goes well', ''],
    ['the bank refuses', REFUSES],
  ])(
    '%s',
    (_, pays) => {
      let resumed = 0;
      for (const component of ['orders', 'stock', 'kitchen', 'bank', 'bike'])
        for (let at = 12; at <= 130; at += 13) {
          const simulation = pizza(pays, {
            interventions: [
              { at: `${at}ms`, crash: component },
              { at: `${at + 3}ms`, restart: component },
            ],
          });
          const ends = [...new Set(moves(simulation).filter((move) => move.startsWith('comp') && !move.includes(' ')))];
          resumed += entriesOf(simulation, 'saga.resumed').length;
          if (moves(simulation).length === 0) continue;
          expect(ends).toHaveLength(1);
          const found = states(simulation);
          if (ends[0] === 'completed') expect(found).toEqual(['done', 'done', 'done', 'done']);
          else expect(found.slice(0, 2).every((state) => state !== 'done')).toBe(true);
        }
      expect(resumed).toBeGreaterThan(1);
    },
    60_000,
  );
});

test('[SAGA-12] a message for a saga that is under way or over gets what comes of it', () => {
  const again = pizza('', { by: ', retry: { attempts: 9, delay: 10ms }, timeout: 30ms' });
  expect([states(again), outcomes(again)]).toEqual([['done', 'done', 'done', 'done'], ['ok']]);
  expect(moves(again)).toEqual(['do reserve', 'do bake', 'do pay', 'do deliver', 'completed']);
  const later = pizza('', { by: ', retry: { attempts: 9, delay: 300ms }, timeout: 50ms' });
  expect(outcomes(later)).toEqual(['ok']);
  expect(moves(later)).toEqual(['do reserve', 'do bake', 'do pay', 'do deliver', 'completed', 'completed']);
  const twice = pizza('', { count: 2 });
  expect(states(twice, 'o2')).toEqual(['done', 'done', 'done', 'done']);
});
