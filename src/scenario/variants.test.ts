import { describe, expect, test } from 'vitest';
import { loadScenario } from './load.ts';
import { variantFor } from './variants.ts';

const DOCUMENT = `eventually: 1
id: order
title: An order
variant: { id: async, title: With a broker }
messages:
  Place: { kind: command, fields: { id: string } }
  Placed: { kind: event, fields: { id: string } }
  Charge: { kind: command, fields: { id: string } }
components:
  client: { kind: client, sends: [ { command: Place, to: orders, every: 1s, data: { id: "=string(n)" } } ] }
  orders:
    kind: service
    on:
      Place:
        - publish: Placed
          to: events
          data: { id: =msg.id }
  events: { kind: log }
  payment:
    kind: service
    consumes: [ { from: events } ]
    on: { Placed: [ work: 10ms ] }
steps:
  - { title: One, say: One., variant: async, look: [events], until: "lag('events', 'payment') == 0" }
  - { title: Two, say: Two., variant: sync, do: [ { partition: [orders, payment] } ] }
variants:
  sync:
    title: Without a broker
    patch:
      components:
        events: null
        orders: { on: { Place: [ { call: Charge, to: payment, data: { id: =msg.id } } ] } }
        payment: { consumes: null, on: { Placed: null, Charge: [ work: 10ms, reply: {} ] } }
`;

function problems(text: string): string[] {
  const loaded = loadScenario(text);
  return loaded.ok
    ? []
    : loaded.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

describe('[DOC-11] a variant', () => {
  test('is the document with its patch', () => {
    const async = loadScenario(DOCUMENT);
    const sync = loadScenario(DOCUMENT, { variant: 'sync' });
    expect(async).toMatchObject({ ok: true, scenario: { variant: null } });
    expect(sync).toMatchObject({ ok: true, scenario: { variant: 'sync', seed: 1, title: 'An order' } });
    expect(sync.ok && [...sync.scenario.components.keys()]).toEqual(['client', 'orders', 'payment']);
    expect(sync.ok && sync.scenario.components.get('payment')).toMatchObject({
      consumes: [],
      handlers: new Map([['Charge', expect.anything()]]),
    });
    const variants = [
      { id: 'async', title: 'With a broker', about: '' },
      { id: 'sync', title: 'Without a broker', about: '' },
    ];
    expect(async.ok && async.scenario.variants).toEqual(variants);
    expect(sync.ok && sync.scenario.variants).toEqual(variants);
  });

  test('of the document itself is asked for by its id, or not at all', () => {
    for (const variant of ['async', null, undefined])
      expect(loadScenario(DOCUMENT, { variant })).toMatchObject({ ok: true, scenario: { variant: null } });
    const loaded = loadScenario(DOCUMENT);
    if (!loaded.ok) throw new Error('the document does not load');
    expect([null, 'async', 'sync', 'snyc'].map((id) => variantFor(loaded.scenario, id))).toEqual([
      null,
      null,
      'sync',
      undefined,
    ]);
  });

  test('that does not exist is told', () => {
    expect(loadScenario(DOCUMENT, { variant: 'snyc' })).toMatchObject({
      ok: false,
      problems: [{ message: '`snyc` is not a variant; did you mean `sync`?' }],
    });
  });

  test('that is broken is told with every load, where its patch says it', () => {
    expect(problems(DOCUMENT.replace('to: payment, data', 'to: paymnt, data'))).toEqual([
      '32:54 variants.sync.patch.components.orders.on.Place[0].to: in variant `sync`: `paymnt` is not a component; did you mean `payment`?',
    ]);
  });

  test('that breaks what the document says is told where the document says it', () => {
    expect(
      problems(
        DOCUMENT.replace(
          '        orders: { on: { Place: [ { call: Charge, to: payment, data: { id: =msg.id } } ] } }\n',
          '',
        ),
      ),
    ).toEqual([
      '16:15 components.orders.on.Place[0].to: in variant `sync`: `events` is not a component; there are `client`, `orders` and `payment`',
    ]);
  });

  test('tells no problem of the document again', () => {
    expect(problems(DOCUMENT.replace('to: orders, every', 'to: order, every'))).toEqual([
      '10:58 components.client.sends[0].to: `order` is not a component; did you mean `orders`?',
    ]);
  });

  test('has a name of its own', () => {
    expect(problems(DOCUMENT.replace('id: async', 'id: sync').replace('variant: async', 'variant: sync'))[0]).toContain(
      '`sync` is the name of another variant already',
    );
  });
});

describe('[DOC-12] a step', () => {
  test('is checked against the variant that it starts', () => {
    expect(problems(DOCUMENT.replace('variant: sync, do', 'variant: sync, look: [events], do'))).toEqual([
      '25:52 steps[1].look[0]: `events` is not a component; there are `client`, `orders` and `payment`',
    ]);
  });

  test('is checked against the variant that an earlier step started', () => {
    expect(
      problems(
        DOCUMENT.replace(
          '\nvariants:',
          '\n  - { title: Three, say: Three., until: "payment.charges.size() > 0" }\nvariants:',
        ),
      ),
    ).toEqual(['26:50 steps[2].until: `charges` is not a table of `payment`']);
  });

  test('is checked against the loaded variant where no step starts one', () => {
    expect(problems(DOCUMENT.replace('variant: async, look', 'look'))).toEqual([
      '24:37 steps[0].look[0]: in variant `sync`: `events` is not a component; there are `client`, `orders` and `payment`',
      '24:58 steps[0].until: in variant `sync`: `events` is not a log',
    ]);
  });

  test('names a variant that exists', () => {
    expect(problems(DOCUMENT.replace('variant: sync, do', 'variant: snyc, do'))).toContain(
      '25:39 steps[1].variant: `snyc` is not a variant; did you mean `sync`?',
    );
  });

  test('may cut only links that messages take', () => {
    expect(problems(DOCUMENT.replace('partition: [orders, payment]', 'partition: [client, payment]'))).toEqual([
      '25:64 steps[1].do[0].partition: `client` and `payment` never talk to each other; `client` talks to `orders`',
    ]);
  });
});
