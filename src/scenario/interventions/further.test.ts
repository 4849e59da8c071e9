import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interventionDocument, parseInterventions, timedInterventionDocument } from '../intervention-codec.ts';
import { interventionKind } from '../intervention-kind.ts';
import { interventionWords } from '../intervention-words.ts';
import type { Intervention, TimedIntervention } from '../intervention.ts';
import { loadScenario } from '../load.ts';
import { furtherInterventions } from './further.fixture.ts';

const loaded = loadScenario(`
eventually: 1
id: shop
title: Shop
parameters: { pace: { label: Pace, min: 1, max: 9, step: 1, default: 3 } }
messages:
  PlaceOrder: { kind: command, fields: { orderId: string, amount: number } }
  Ping: { kind: query }
  OrderPlaced: { kind: event, fields: { orderId: string, amount: number } }
components:
  customer: { kind: client, sends: [{ command: PlaceOrder, to: orders, every: 1s, data: { orderId: a, amount: 1 } }] }
  probe: { kind: client, sends: [{ query: Ping, to: orders, every: 1s }, { command: PlaceOrder, to: orders, every: 1s, data: { orderId: a, amount: 1 } }] }
  orders:
    kind: service
    on:
      PlaceOrder: [work: 1ms, { publish: OrderPlaced, to: events, data: { orderId: a, amount: 1 } }]
      Ping: []
  events: { kind: log }
  payment: { kind: service, consumes: [{ from: events }], on: { OrderPlaced: [work: 1ms] } }
  late: { kind: service, absent: true, consumes: [{ from: events, group: payment }], on: { OrderPlaced: [] } }
`);
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const { scenario } = loaded;

const EVERY_KIND: readonly (readonly [Intervention, string])[] = [
  [{ kind: 'pause', component: 'payment' }, 'Payment pauses'],
  [{ kind: 'resume', component: 'payment' }, 'Payment goes on'],
  [{ kind: 'subscribe', component: 'late' }, 'Late joins'],
  [{ kind: 'expire-retention', component: 'events' }, 'What Events keeps has reached its age'],
  [{ kind: 'rebuild-view', component: 'orders' }, 'Orders is rebuilt from the beginning'],
  [{ kind: 'scavenge', component: 'events' }, 'Events is scavenged'],
  [{ kind: 'scale', component: 'orders', what: 'workers', to: 4 }, 'Orders has 4 workers'],
  [{ kind: 'scale', component: 'orders', what: 'workers', to: 1 }, 'Orders has 1 worker'],
  [{ kind: 'scale', component: 'payment', what: 'consumers', to: 2 }, "Payment's group has 2 consumers"],
  [
    { kind: 'crash-at', component: 'orders', message: 'PlaceOrder', side: 'before', line: 3, nth: 1 },
    'Orders crashes before line 3 of PlaceOrder',
  ],
  [
    { kind: 'crash-at', component: 'orders', message: 'PlaceOrder', side: 'after', line: 2, nth: 2 },
    'Orders crashes after line 2 of PlaceOrder, the 2nd time',
  ],
  [
    { kind: 'crash-at', component: 'payment', message: 'OrderPlaced', side: 'after', line: 'end', nth: 13 },
    'Payment crashes after the end of OrderPlaced, the 13th time',
  ],
  [{ kind: 'crash-replica', component: 'events', replica: 2 }, 'Replica 2 of Events crashes'],
  [{ kind: 'restart-replica', component: 'events', replica: 2 }, 'Replica 2 of Events restarts'],
  [{ kind: 'skew', component: 'payment', byUs: 2_000_000 }, 'The clock of Payment is 2 s ahead'],
  [{ kind: 'skew', component: 'payment', byUs: -500_000 }, 'The clock of Payment is 500 ms behind'],
  [{ kind: 'skew', component: 'payment', byUs: 0 }, 'The clock of Payment is right again'],
  [
    { kind: 'burst', component: 'customer', message: 'PlaceOrder', extra: 50 },
    'Customer sends 50 more PlaceOrder at once',
  ],
  [
    { kind: 'rush', component: 'probe', message: 'Ping', factor: 2.5, forUs: 3_000_000 },
    'Probe sends Ping 2.5 times as often for 3 s',
  ],
  [{ kind: 'set-parameter', parameter: 'pace', to: 7 }, 'The parameter pace is 7 now'],
  [
    {
      kind: 'change',
      component: 'orders',
      message: 'OrderPlaced',
      changes: [
        { kind: 'rename', field: 'amount', to: 'total' },
        { kind: 'changeType', field: 'total', type: 'string' },
        { kind: 'remove', field: 'orderId' },
        { kind: 'add', field: 'tip', type: 'number', optional: true },
        { kind: 'add', field: 'shop', type: 'any', optional: false },
      ],
    },
    'Orders renames `amount` to `total`, makes `total` a string, removes `orderId`, adds `tip`, which may be left out and adds `shop`, which must be there in OrderPlaced',
  ],
  [
    { kind: 'edit-event', component: 'events', stream: 'a 1', number: 2, set: { amount: 5 } },
    'Somebody edits `amount` of event 2 of a 1 in Events',
  ],
  [
    { kind: 'reset-offsets', component: 'events', group: 'payment', to: { kind: 'earliest' } },
    'Group payment reads Events again from the beginning',
  ],
  [
    { kind: 'reset-offsets', component: 'events', group: 'payment', to: { kind: 'latest' } },
    'Group payment reads Events on from its end',
  ],
  [
    { kind: 'reset-offsets', component: 'events', group: 'payment', to: { kind: 'offset', offset: 5 } },
    'Group payment reads Events from offset 5',
  ],
  [
    { kind: 'reset-offsets', component: 'events', group: 'payment', to: { kind: 'time', timeUs: 5_000_000 } },
    'Group payment reads Events from what came at 5 s',
  ],
  [{ kind: 'forget-person', component: 'events', subject: 'p-11' }, 'Events forgets the person p-11'],
  [{ kind: 'copy-stream', component: 'events', stream: 'a', to: 'b' }, 'Events copies the stream a to b'],
  [{ kind: 'poison', component: 'orders', message: 'Ping' }, 'The next Ping from Orders is poisoned'],
  [{ kind: 'poison', component: 'orders', message: 'Ping', label: '7' }, 'The next Ping 7 from Orders is poisoned'],
];

function problems(source: unknown): string[] {
  const parsed = parseInterventions(source, scenario);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('[DOC-20] a further intervention', () => {
  test.each(EVERY_KIND)('%j is read as it was written', (what, words) => {
    const timed: TimedIntervention = { atUs: 1_234_567, what };
    const text = JSON.stringify([timedInterventionDocument(timed)]);
    expect(parseInterventions(text, scenario)).toEqual({ ok: true, interventions: [timed] });
    expect(timedInterventionDocument(timed)).toEqual({ at: '1.234567s', ...interventionDocument(what) });
    expect(interventionWords(what, scenario)).toBe(words);
  });

  test('is the same after its texts, whatever it is about', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(furtherInterventions(name), (what) => {
        const kind = interventionKind(what.kind);
        const texts = kind.texts(what);
        expect(texts.every((text) => text !== '')).toBe(true);
        expect(kind.ofTexts(texts)).toEqual(what);
      }),
      { numRuns: 500 },
    );
  });

  test('is never made of texts that are none, and never throws', () => {
    const kinds = fc.constantFrom(...new Set(EVERY_KIND.map(([{ kind }]) => kind).filter((kind) => kind !== 'poison')));
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '-1', 'end', 'before', '{"__proto__":1}', '[{}]', 'payment', 'time'),
    );
    fc.assert(
      fc.property(kinds, fc.array(text, { maxLength: 6 }), (kind, texts) => {
        const made = interventionKind(kind).ofTexts(texts);
        if (made !== null && 'set' in made) expect(Object.hasOwn(made.set, '__proto__')).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gets what is left out from the scenario', () => {
    const short = [
      { at: '1s', crash: 'payment', after: 'end' },
      { at: '1s', burst: 'customer' },
      { at: '1s', burst: 'probe', of: 'Ping', factor: 2 },
    ];
    expect(parseInterventions(short, scenario)).toMatchObject({
      interventions: [
        { what: { kind: 'crash-at', message: 'OrderPlaced', side: 'after', line: 'end', nth: 1 } },
        { what: { kind: 'rush', message: 'PlaceOrder', factor: 5, forUs: 10_000_000 } },
        { what: { kind: 'rush', message: 'Ping', factor: 2, forUs: 10_000_000 } },
      ],
    });
  });

  test('that renames may name what an earlier one made', () => {
    const rename = (field: string, to: string) => ({ at: '1s', rename: 'OrderPlaced', of: 'orders', field, to });
    expect(problems([rename('amount', 'total'), rename('total', 'sum'), rename('sum', 'amount')])).toEqual([]);
    expect(problems([rename('amount', 'total'), rename('orderId', 'total')])).toEqual([]);
    expect(problems([rename('total', 'sum')])).toEqual([
      '[0].field: `total` is not a field of `OrderPlaced`; there are `orderId` and `amount`',
    ]);
  });

  test.each<[object, string]>([
    [{ subscribe: 'payment' }, '[0].subscribe: `payment` is there from the beginning; give it `absent: true`'],
    [{ pause: 'paymnt' }, '[0].pause: `paymnt` is not a component; did you mean `payment`?'],
    [{ scale: 'orders' }, '[0]: `scale` says how many `workers` there are, or how many `consumers`'],
    [{ scale: 'events', workers: 2 }, '[0].scale: `events` is a log; only services are scaled'],
    [{ scale: 'orders', consumers: 2 }, '[0].consumers: `orders` reads from nothing, so it has no consumers'],
    [
      { crash: 'orders', before: 2, after: 3, of: 'PlaceOrder' },
      '[0]: a crash is `before` a line or `after` one; write one of them',
    ],
    [{ crash: 'events', before: 2 }, '[0].crash: `events` is a log, which has no handlers'],
    [{ crash: 'orders', before: 2 }, "[0]: `of` is missing: which of `orders`'s handlers, `PlaceOrder` or `Ping`"],
    [
      { crash: 'orders', before: 2, of: 'PlaceOrdr' },
      '[0].of: `PlaceOrdr` is not a handler of `orders`; did you mean `PlaceOrder`?',
    ],
    [
      { crash: 'orders', before: 9, of: 'PlaceOrder' },
      '[0].before: no statement of `PlaceOrder` stands at line 9; there are `2` and `3`',
    ],
    [{ crash: 'orders', after: 'never', of: 'PlaceOrder' }, '[0].after: `after` is a line of the handler, or `end`'],
    [{ skew: 'orders', by: '2' }, '[0].by: `by` is how far the clock is ahead, as in `2s`, or behind, as in `-500ms`'],
    [{ burst: 'orders' }, '[0].burst: `orders` is a service; only clients send more than they do'],
    [{ burst: 'probe' }, '[0]: `of` is missing: which message, `Ping` or `PlaceOrder`'],
    [{ burst: 'probe', of: 'Pin' }, '[0].of: `Pin` is not a message that `probe` sends; did you mean `Ping`?'],
    [
      { burst: 'customer', extra: 3, factor: 2 },
      '[0]: a burst is `extra` messages at once, or `factor` times as many `for` a while',
    ],
    [{ 'set-parameter': 'pac', to: 3 }, '[0].set-parameter: `pac` is not a parameter; did you mean `pace`?'],
    [{ 'set-parameter': 'pace', to: 10 }, '[0].to: `pace` goes from 1 to 9'],
    [
      { change: 'OrderPlacd', of: 'orders', to: [{ remove: 'amount' }] },
      '[0].change: `OrderPlacd` is not a message; did you mean `OrderPlaced`?',
    ],
    [
      { change: 'Ping', of: 'payment', to: [{ add: 'a', type: 'string' }] },
      '[0].of: `payment` neither sends nor handles `Ping`',
    ],
    [
      { change: 'OrderPlaced', of: 'orders', to: [{ remove: 'amont' }] },
      '[0].to[0].remove: `amont` is not a field of `OrderPlaced`; did you mean `amount`?',
    ],
    [
      { change: 'OrderPlaced', of: 'orders', to: [{ add: 'amount', type: 'string' }] },
      '[0].to[0].add: `OrderPlaced` has a field `amount` already',
    ],
    [
      { change: 'OrderPlaced', of: 'orders', to: [{ rename: 'amount', to: 'orderId' }] },
      '[0].to[0].to: `OrderPlaced` has a field `orderId` already',
    ],
    [
      { change: 'OrderPlaced', of: 'orders', to: [{ retype: 'amount', to: 'text' }] },
      '[0].to[0].to: `text` is not a type',
    ],
    [{ 'reset-offsets': 'events', group: 'orders', to: 'earliest' }, '[0].group: no group `orders` reads `events`'],
    [
      { 'reset-offsets': 'events', group: 'payment', to: 'first' },
      '[0].to: `to` is `earliest`, `latest`, an offset, or an instant such as `5s`',
    ],
    [{ 'copy-stream': 'events', stream: 'a', to: 'a' }, '[0].to: a stream is copied to one of another name'],
    [{ poison: 'orders', label: '7' }, '[0]: `message` is missing: labels count the messages of a name'],
    [{ poison: 'orders', message: 'Pin' }, '[0].message: `Pin` is not a message; did you mean `Ping`?'],
  ])('%j is told', (document, says) => {
    expect(problems([{ at: '1s', ...document }]).join('\n')).toContain(says);
  });
});
