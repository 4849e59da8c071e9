import { describe, expect, test } from 'vitest';
import { loadScenario } from './load.ts';
import type { Program } from './program.ts';

function program(statements: unknown, extra: object = {}): Program {
  const loaded = loadScenario(document(statements, extra));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const service = loaded.scenario.components.get('orders');
  if (service?.kind !== 'service') throw new Error('no service');
  return service.handlers.get('Place') as Program;
}

function problems(statements: unknown): string[] {
  const loaded = loadScenario(document(statements));
  return loaded.ok
    ? loaded.warnings.map(({ message }) => `warning: ${message}`)
    : loaded.problems.map(({ message }) => message);
}

function document(statements: unknown, extra: object = {}): unknown {
  return {
    eventually: 1,
    id: 'x',
    title: 'X',
    messages: {
      Place: { kind: 'command', fields: { id: 'string', amount: 'number', note: 'string?' } },
      Charge: { kind: 'command', fields: { id: 'string', amount: 'number' } },
      Placed: { kind: 'event', fields: { id: 'string' } },
    },
    components: {
      client: {
        kind: 'client',
        sends: [{ command: 'Place', to: 'orders', every: '1s', data: { id: '=string(n)', amount: 1 } }],
      },
      orders: { kind: 'service', on: { Place: statements } },
      payment: {
        kind: 'service',
        consumes: [{ from: 'events' }],
        on: { Charge: [{ reply: { ok: true } }], Placed: [] },
      },
      events: { kind: 'log' },
    },
    ...extra,
  };
}

function text({ lines }: Program): string {
  return lines
    .map(
      ({ number, indent, parts }) =>
        `${number} ${'  '.repeat(indent)}${parts.map((part) => (part.strong ? `**${part.text}**` : part.text)).join('')}`,
    )
    .join('\n');
}

const EVERYTHING = [
  { dedupe: '=msg.id' },
  { work: { uniform: ['20ms', '40ms'] } },
  { wait: '1.5s' },
  { read: 'stock', key: '=msg.id', as: 'left' },
  {
    call: 'Charge',
    to: 'payment',
    data: { id: '=msg.id', amount: '=msg.amount' },
    timeout: '800ms',
    retry: { attempts: 3, delay: '100ms', backoff: 'exponential', max: '1s', jitter: 'full' },
    as: 'charge',
    fallback: [{ write: 'unpaid', key: '=msg.id', set: { amount: '=msg.amount' } }, { refuse: 'no money' }],
  },
  {
    if: 'charge.ok && msg.amount > 5',
    then: [
      { write: 'orders', key: "='k' + msg.id", set: { times: '=row == null ? 1 : row.times + 1' } },
      { publish: 'Placed', to: 'events', key: '=msg.id', data: { id: '=msg.id' } },
    ],
    else: [
      {
        publish: 'Placed',
        to: 'events',
        data: { id: '=msg.id' },
        acks: false,
        timeout: '2s',
        retry: { attempts: 1, delay: '1s' },
      },
      { fail: "='no ' + msg.id" },
    ],
  },
  { send: 'Charge', to: 'payment', data: '=msg' },
  { reply: { accepted: true } },
];

describe('[DOC-18] pseudo-code', () => {
  test('has a line for every statement, and for what belongs to it', () => {
    expect(text(program(EVERYTHING))).toBe(
      `1 on **Place** as msg
2   once per **msg.id**
3   work 20 to 40 ms
4   wait 1.5 s
5   left = **stock**[msg.id]
6   charge = **payment**.Charge(…)
7     within 800 ms, 3 attempts
8   if it fails
9     write **unpaid**[msg.id]
10     refuse "no money"
11   when charge.ok && msg.amount > 5
12     write **orders**['k' + msg.id]
13     publish **Placed** to **events**
14   otherwise
15     publish **Placed** to **events**, no ack
16     fail 'no ' + msg.id
17   send **Charge** to **payment**
18   reply accepted`,
    );
  });

  test('numbers the statements as its lines', () => {
    const { statements } = program(EVERYTHING);
    expect(statements.map(({ op, line }) => `${line} ${op}`)).toEqual([
      '2 dedupe',
      '3 work',
      '4 wait',
      '5 read',
      '6 call',
      '11 if',
      '17 send',
      '18 reply',
    ]);
    const [call, choice] = [statements[4], statements[5]];
    expect(call?.op === 'call' && call.fallback?.map(({ line }) => line)).toEqual([9, 10]);
    expect(choice?.op === 'if' && [...choice.then, ...choice.otherwise].map(({ line }) => line)).toEqual([
      12, 13, 15, 16,
    ]);
  });

  test.each([
    [[{ call: 'Charge', to: 'payment', data: { id: '=msg.id', amount: 1 } }], '2   **payment**.Charge(id, amount)'],
    [[{ reply: { id: '=msg.id' } }], '2   reply { id: msg.id }'],
    [[{ reply: { first: '=msg.id', second: 'a longer text' } }], '2   reply { first, second }'],
    [[{ reply: '=msg' }], '2   reply msg'],
    [[{ reply: 'done' }], '2   reply "done"'],
    [[{ work: { exponential: '40ms' } }], '2   work about 40 ms'],
  ])('of %j is %s', (statements, line) => {
    expect(text(program(statements)).split('\n')[1]).toBe(line);
  });
});

describe('a compiled statement', () => {
  test('has its times in microseconds and its defaults', () => {
    const { statements } = program(EVERYTHING);
    expect(statements[4]).toMatchObject({
      timeoutUs: 800_000,
      retry: { attempts: 3, backoff: 'exponential', delayUs: 100_000, maxDelayUs: 1_000_000, jitter: 'full' },
      as: 'charge',
    });
    const choice = statements[5];
    const [published, forgotten] = choice?.op === 'if' ? [choice.then[1], choice.otherwise[0]] : [];
    expect(published).toMatchObject({
      acks: true,
      timeoutUs: 1_000_000,
      retry: { attempts: 10, backoff: 'fixed', delayUs: 200_000 },
    });
    expect(forgotten).toMatchObject({ acks: false, timeoutUs: 2_000_000, retry: { attempts: 1 } });
  });

  test('[DOC-16] a write names the column of its key', () => {
    const keyField = (key: unknown): unknown => program([{ write: 'orders', key, set: {} }]).statements[0];
    expect(keyField('=msg.id')).toMatchObject({ keyField: 'id' });
    expect(keyField("='k' + msg.id")).toMatchObject({ keyField: 'key' });
    expect(keyField('total')).toMatchObject({ keyField: 'key' });
  });

  test('evaluates in the scope of its handler', () => {
    const [write] = program([
      { write: 'orders', key: '=msg.id', set: { times: '=row == null ? 1 : row.times + 1' } },
    ]).statements;
    if (write?.op !== 'write') throw new Error('no write');
    expect(write.key.evaluate({ msg: { id: 'o1' } })).toBe('o1');
    expect(write.set.evaluate({ row: null })).toEqual({ times: 1 });
    expect(write.set.evaluate({ row: { times: 4 } })).toEqual({ times: 5 });
  });
});

describe('[DOC-8] [DOC-9] [DOC-10] what makes no sense is told', () => {
  test.each([
    [[{ call: 'Charge', to: 'orders', data: '=msg' }], '`orders` has no handler for `Charge`; `payment` has one'],
    [
      [{ call: 'Charge', to: 'events', data: '=msg' }],
      '`events` is a log, which handles no messages; `publish` writes to a log',
    ],
    [[{ call: 'Charge', to: 'client', data: '=msg' }], '`client` is a client, which handles no messages'],
    [
      [{ call: 'Placed', to: 'payment', data: { id: 'x' } }],
      '`Placed` is an event, which nobody answers; `publish` or `send` it',
    ],
    [[{ publish: 'Placed', to: 'payment', data: { id: 'x' } }], '`payment` is a service, not a log; `events` is'],
    [[{ publish: 'Plced', to: 'events' }], '`Plced` is not a message; did you mean `Placed`?'],
    [[{ publish: 'Placed', to: 'events' }], '`data` is missing: `Placed` has `id`'],
    [[{ publish: 'Placed', to: 'events', data: {} }], '`id` is missing: `Placed` has `id`'],
    [[{ publish: 'Placed', to: 'events', data: { id: 7 } }], '`id` is a number, not a string'],
    [[{ publish: 'Placed', to: 'events', data: { id: ['=msg.id'] } }], 'nothing'],
    [[{ write: 'orders', key: 'a', set: 7 }], '`set` gives the fields of the row, as in `set: { status: placed }`'],
    [[{ write: 'orders', key: 'a' }], '`set` is missing'],
    [[{ write: 'orders', set: {} }], '`key` is missing'],
    [[{ reply: '=mesg.id' }], '`mesg` is not known here; did you mean `msg`?'],
    [[{ reply: '=meta.lable' }], '`lable` is not a field of `meta`; did you mean `label`?'],
    [[{ reply: '=row.a' }], '`row` is not known here; there is `msg`, `meta`, `param`'],
    [[{ reply: '=param.speed' }], '`speed` is not a parameter'],
    [[{ read: 'stock', key: 'a' }, { reply: '=stock.left' }], 'nothing'],
    [
      [{ reply: '=stock.left' }, { read: 'stock', key: 'a' }],
      '`stock` is not known here; there is `msg`, `meta`, `param`',
    ],
    [
      [{ if: 'true', then: [{ read: 'stock', key: 'a' }] }, { reply: '=stock' }],
      '`stock` is not known here; there is `msg`, `meta`, `param`',
    ],
    [[{ if: 'msg.note == null', then: [] }], 'nothing'],
    [[{ if: '=msg.amount > 1', then: [] }], 'nothing'],
    [[{ if: 'msg.amont > 1', then: [] }], '`amont` is not a field of `Place`; did you mean `amount`?'],
    [[{ if: true, then: [] }], 'a condition is an expression in quotes, not a boolean'],
    [
      [{ call: 'Charge', to: 'payment', data: '=msg', retry: { attempts: 2, delay: '1s', max: '1ms' } }],
      '`max` is shorter than `delay`, the first pause',
    ],
    [
      [{ call: 'Charge', to: 'payment', data: '=msg', as: 'a-b' }],
      '`a-b` cannot be a name for expressions: write letters, digits and `_`, a letter first',
    ],
    [[{ refuse: 'no' }, { work: '1ms' }], 'warning: this never runs: `refuse` ends the handler'],
    ['reply', '`Place` is a string, not a list'],
    [[{}], /^a statement is empty; write `work`, /],
    [['reply'], 'a statement is written as fields with values, not as a string'],
  ])('%j', (statements, says) => {
    const told = problems(statements);
    if (says === 'nothing') expect(told.filter((one) => !one.startsWith('warning'))).toEqual([]);
    else if (typeof says === 'string') expect(told).toContain(says);
    else expect(told[0]).toMatch(says);
  });
});
