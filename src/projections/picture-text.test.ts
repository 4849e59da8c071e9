import { expect, it } from 'vitest';
import { createProjection } from './create-projection.ts';
import { delivered, message, sent, traceOf } from './hand-trace.spec.ts';
import { pictureText, playheadText } from './picture-text.ts';
import { sampleScenario } from './sample-scenario.ts';

const scenario = sampleScenario();
const order = message(19);
const MS = 1_000;

const projection = createProjection(
  scenario,
  traceOf(
    sent(0, 1, order, { dueUs: 20 * MS, timeoutAtUs: 900 * MS }),
    delivered(20 * MS, 1, order),
    { kind: 'handler.started', tUs: 20 * MS, at: 'orders', task: 1, worker: 0, message: order, record: null },
    { kind: 'statement.started', tUs: 30 * MS, at: 'orders', task: 1, worker: 0, line: 3, op: 'call', untilUs: null },
    { kind: 'component.crashed', tUs: 1_290 * MS, at: 'payment', chart: 'life', from: 'up', to: 'crashed', lost: 0 },
    { kind: 'log.appended', tUs: 1_300 * MS, at: 'order-events', partition: 0, offset: 0, message: order },
    sent(2_000 * MS, 2, message(20), { dueUs: 3_000 * MS }),
    sent(2_100 * MS, 3, message(21, { kind: 'reply', label: '19' }), {
      at: 'stock',
      to: 'orders',
      passage: 'reply',
      dueUs: 2_360 * MS,
    }),
    { kind: 'state.changed', tUs: 2_200 * MS, at: 'orders~stock', chart: 'link', from: 'ok', to: 'cut', why: '' },
  ),
);

it('[VIEW-19] says where the playhead stands', () => {
  expect(playheadText(projection.at(0), scenario)).toBe('0 ms');
  expect(playheadText(projection.at(1_350 * MS), scenario)).toBe('1,350 ms, Payment is down, lag 1');
  expect(playheadText(projection.at(2_350 * MS), scenario)).toBe(
    '2,350 ms, Payment is down, the link between Orders and Stock is cut, lag 1',
  );
});

it('[VIEW-19] lists components in the scenario’s order, then messages in the order of their arrival', () => {
  const text = pictureText(projection.at(2_350 * MS), scenario);
  expect(text.components.map((component) => component.text)).toEqual([
    'Customer: up, 2 messages sent and 2 answers awaited.',
    'Orders: up and PlaceOrder 19 at line 3 waiting for Stock.',
    'Stock: up.',
    'Order events: up, 1 record in 3 partitions, lag 1 for Payment and lag 1 for Kitchen.',
    'Payment: down for 1,060 ms.',
    'Kitchen: up.',
  ]);
  expect(text.links.map((link) => link.text)).toEqual(['The link between Orders and Stock is cut.']);
  expect(text.flights.map((flight) => flight.text)).toEqual([
    'The answer to PlaceOrder 19 from Stock to Orders, arrives in 10 ms.',
    'PlaceOrder 20 from Customer to Orders, arrives in 650 ms.',
  ]);
});
