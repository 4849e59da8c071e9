import { describe, expect, test } from 'vitest';
import { loadScenario } from './load.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';

/** Each breaks the sample in one place, as people do; `says` is "line:column path: sentence". */
const BROKEN: readonly { readonly what: string; readonly edit: readonly [string, string]; readonly says: string }[] = [
  {
    what: 'a misspelt receiver',
    edit: ['to: orders\n', 'to: order\n'],
    says: '14:13 components.customer.sends[0].to: `order` is not a component; did you mean `orders`?',
  },
  {
    what: 'a misspelt component in a step',
    edit: ['crash: payment', 'crash: paymnt'],
    says: '50:20 steps[0].do[0].crash: `paymnt` is not a component; did you mean `payment`?',
  },
  {
    what: 'a duration without a unit',
    edit: ['work: 40ms', 'work: 40'],
    says: '23:17 components.orders.on.PlaceOrder[0].work: `40` has no unit; write `40ms` or `40s`',
  },
  {
    what: 'a misspelt statement',
    edit: ['work: 40ms', 'wrok: 40ms'],
    says: '23:11 components.orders.on.PlaceOrder[0]: `wrok` is not a statement; did you mean `work`?',
  },
  {
    what: 'two statements in one',
    edit: ['- work: 40ms\n        - write', '- work: 40ms\n          write'],
    says: '23:11 components.orders.on.PlaceOrder[0]: a statement says one thing; this one has `work` and `write`: write them as two',
  },
  {
    what: 'a misspelt field of a component',
    edit: ['partitions: 3', 'partitons: 3'],
    says: '32:30 components.order-events.partitons: `partitons` is not a field of a log; did you mean `partitions`?',
  },
  {
    what: 'a field that the message does not have, in an expression',
    edit: ['key: =msg.orderId\n          set: { status', 'key: =msg.ordrId\n          set: { status'],
    says: '25:21 components.orders.on.PlaceOrder[1].key: `ordrId` is not a field of `PlaceOrder`; did you mean `orderId`?',
  },
  {
    what: 'a field that the message does not have, in data',
    edit: ['pizza: Margherita', 'piza: Margherita'],
    says: '16:44 components.customer.sends[0].data.piza: `piza` is not a field of `PlaceOrder`; did you mean `pizza`?',
  },
  {
    what: 'data of the wrong type',
    edit: ['amount: 12', 'amount: twelve'],
    says: '16:71 components.customer.sends[0].data.amount: `amount` is a string, not a number',
  },
  {
    what: 'data that is missing',
    edit: ['data: { orderId: =msg.orderId, amount: =msg.amount }', 'data: { orderId: =msg.orderId }'],
    says: '30:17 components.orders.on.PlaceOrder[2].data: `amount` is missing: `OrderPlaced` has `orderId` and `amount`',
  },
  {
    what: 'a consumer of a service',
    edit: ['from: order-events', 'from: orders'],
    says: '36:25 components.payment.consumes[0].from: `orders` is a service, not a log; `order-events` is',
  },
  {
    what: 'a message of another kind',
    edit: ['command: PlaceOrder', 'query: PlaceOrder'],
    says: '13:9 components.customer.sends[0].query: `PlaceOrder` is a command, not a query; write `command: PlaceOrder`',
  },
  {
    what: 'a receiver without a handler',
    edit: ['to: orders\n', 'to: payment\n'],
    says: '14:13 components.customer.sends[0].to: `payment` has no handler for `PlaceOrder`; `orders` has one',
  },
  {
    what: 'an expression that ends too early',
    edit: ["'payment') >= 5", "'payment') >="],
    says: '51:46 steps[0].until: the expression ends where a value should follow',
  },
  {
    what: 'one = too few',
    edit: ['c.orderId == o.orderId', 'c.orderId = o.orderId'],
    says: '46:116 fitness[0].holds: `=` compares nothing; write `==`',
  },
  {
    what: 'a table that nobody writes',
    edit: ['payment.charges.exists', 'payment.charge.exists'],
    says: '46:88 fitness[0].holds: `charge` is not a table of `payment`; did you mean `charges`?',
  },
  {
    what: 'an answer that is no option',
    edit: ['answer: 1', 'answer: 2'],
    says: '52:99 steps[0].ask.answer: `answer` is 2, and there are 2 options, counted from 0: the last is 1',
  },
  {
    what: 'a name used twice',
    edit: ['seed: 7', 'seed: 7\nseed: 8'],
    says: '5:1 seed: `seed` stands here twice; a name can be used once',
  },
  {
    what: 'an alias',
    edit: ['title: A pizza, asynchronously', 'title: *pizza'],
    says: '3:8 : `*pizza` is an alias, which scenarios do not have; if it is text, put it in quotes',
  },
  {
    what: 'a colon in a text',
    edit: ['title: A pizza, asynchronously', 'title: A pizza: asynchronously'],
    says: '3:8 : there is a second `: ` on this line; put the text in quotes',
  },
  {
    what: 'a tab',
    edit: ['    kind: client', '\tkind: client'],
    says: '10:1 : this line is indented with a tab; use spaces',
  },
  {
    what: 'an expression with brackets, bare in a map',
    edit: ['{ status: placed }', '{ status: =msg.tags[0] }'],
    says: '26:35 : this does not fit here; an expression with brackets, commas or quotes in it must stand in quotes',
  },
  {
    what: 'a regular expression',
    edit: ['- dedupe: =msg.orderId', "- dedupe: =msg.orderId.matches('^(a+)+$')"],
    says: '39:20 components.payment.on.OrderPlaced[0].dedupe: `matches` is not supported, because a regular expression can run for ever; use contains, startsWith or endsWith',
  },
  {
    what: 'a format of the future',
    edit: ['eventually: 1', 'eventually: 2'],
    says: "1:13 eventually: `eventually: 2` is a format that this version doesn't know; it knows 1",
  },
  {
    what: 'a name of JavaScript',
    edit: ['amount: number } }\n  OrderPlaced', 'amount: number, __proto__: any } }\n  OrderPlaced'],
    says: '6:91 messages.PlaceOrder.fields.__proto__: `__proto__` cannot be the name of a field',
  },
];

describe('[DOC-3] [DOC-4] [DOC-8] a broken document', () => {
  test.each(BROKEN)('with $what is told where and why', ({ edit: [from, to], says }) => {
    expect(SAMPLE_DOCUMENT.split(from)).toHaveLength(2);
    const loaded = loadScenario(SAMPLE_DOCUMENT.replace(from, () => to));
    expect(loaded.ok).toBe(false);
    const told = loaded.ok
      ? []
      : loaded.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
    expect(told).toContain(says);
  });

  test('of twenty and more kinds is here', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(20);
  });

  test('tells all its problems at once, in the order of the text', () => {
    const text = SAMPLE_DOCUMENT.replace('to: orders\n', 'to: order\n')
      .replace('work: 40ms', 'work: 40')
      .replace('answer: 1', 'answer: one');
    const loaded = loadScenario(text);
    // Names are looked up once the shape is right.
    expect(loaded.ok ? [] : loaded.problems.map(({ line }) => line)).toEqual([23, 52]);
  });

  test('given as data has no lines but the same paths', () => {
    const loaded = loadScenario({
      eventually: 1,
      id: 'x',
      title: 'X',
      messages: {},
      components: { a: { kind: 'clint' } },
    });
    expect(loaded).toEqual({
      ok: false,
      problems: [
        {
          line: null,
          column: null,
          path: 'components.a.kind',
          message: '`clint` is not a kind of component; did you mean `client`?',
        },
      ],
    });
  });
});
