import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const yaml = (saga: string): string => `eventually: 1
id: test
title: Test
messages: { Place: { kind: command, fields: { orderId: string } }, Pay: { kind: command } }
components:
  customer: { kind: client, sends: [{ command: Place, to: orders, every: 1s, data: { orderId: a } }] }
  bank: { kind: service, on: { Pay: [{ reply: { account: 7 } }] } }
  orders: { kind: service, on: { Place: [{ ${saga} }, { reply: { paid: =paid.account } }] } }
`;

function problems(saga: string): string {
  const loaded = loadScenario(yaml(saga));
  return loaded.ok ? '' : loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

const pay = '{ step: pay, do: [{ call: Pay, to: bank, as: paid }], undo: [{ work: 1ms }] }';
const ship = '{ step: ship, do: [{ work: 1ms }] }';

test('a saga reads as pseudo-code, and what its steps find can be read later', () => {
  const loaded = loadScenario(yaml(`saga: [${pay}, ${ship}], id: =msg.orderId, onFailure: [{ refuse: no }]`));
  const orders = loaded.ok ? loaded.scenario.components.get('orders') : undefined;
  const lines = orders?.kind === 'service' ? orders.handlers.get('Place')?.lines : undefined;
  expect(lines?.map(({ parts }) => parts.map(({ text }) => text).join(''))).toEqual([
    'on Place as msg',
    'saga msg.orderId',
    'step pay',
    'paid = bank.Pay()',
    'undone by',
    'work 1 ms',
    'step ship',
    'work 1 ms',
    'when all is undone',
    'refuse "no"',
    'reply { paid: paid.account }',
  ]);
});

test.each([
  [`saga: [${pay}, ${ship}]`, '`id` is missing'],
  [`saga: [], id: 1`, 'A saga needs at least one step.'],
  [`saga: [${pay}, ${pay}], id: 1`, 'Two steps are named pay.'],
  [`saga: [${ship}, ${pay}], id: 1`, '`ship` has no `undo`, and steps after it can fail'],
  [`saga: [${pay.replace('do:', 'kind: retriable, do:')}, ${ship}], id: 1`, 'ship can fail for good after pay'],
  [`saga: [${pay.replace('do:', 'kind: odd, do:')}], id: 1`, '`odd` is not a kind of step'],
  [`saga: [${pay}], id: 1, again: 0s`, 'without a pause it would try for ever at one instant'],
  [`saga: [${pay}], id: 1, agian: 1s`, '`agian` is not a field of `saga`; did you mean `again`?'],
  [`saga: [{ step: pay, undo: [] }], id: 1`, '`do` is missing'],
  [
    `saga: [${pay.replace('undo', 'undoes')}], id: 1`,
    '`undoes` is not a field of a step of a saga; did you mean `undo`?',
  ],
])('%s is refused', (saga, says) => {
  expect(problems(saga)).toContain(says);
});
