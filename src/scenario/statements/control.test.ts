import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const document = (handler: string): string => `eventually: 1
id: test
title: Test
messages: { Go: { kind: command, fields: { items: any } }, Ping: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, data: { items: [] } }] }
  log: { kind: log }
  b:
    kind: service
    on:
      Ping: []
      Go:
        ${handler}
`;

const said = (handler: string): readonly string[] => {
  const loaded = loadScenario(document(handler));
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
};

test.each([
  ['- { for each: text, do: [] }', '`for each` takes a list or a number, as in `for each: =msg.items`'],
  ['- { for each: 1.5, do: [] }', '`for each` takes a whole number from 0 to 10000'],
  ['- { for each: 10001, do: [] }', '`for each` takes a whole number from 0 to 10000'],
  [
    '- { for each: 3, do: [], collect: =item }',
    '`collect` and `into` belong together: what each round gives, and the name of the list of it',
  ],
  [
    '- { for each: 3, do: [], into: all }',
    '`collect` and `into` belong together: what each round gives, and the name of the list of it',
  ],
  [
    '- { for each: 3, do: [{ dedupe: =item }] }',
    '`dedupe` is about the whole handler: put it before, at the beginning',
  ],
  [
    '- { together: [[{ if: "true", then: [{ dedupe: 1 }] }]] }',
    '`dedupe` is about the whole handler: put it before, at the beginning',
  ],
  [
    '- { for each: 3, as: i, do: [{ reply: =item }] }',
    '`item` is not known here; there is `msg`, `meta`, `param`, `i`',
  ],
  [
    '- { for each: 3, as: 1st, do: [] }',
    '`1st` cannot be a name for expressions: write letters, digits and `_`, a letter first',
  ],
  ['- { for each: 3, do: [], paralell: true }', '`paralell` is not a field of `for each`; did you mean `parallel`?'],
  ['- { schedule: Ping, to: b, data: { n: 1 } }', '`schedule` says when: `in: 5s`, `every: 1s`, or both'],
  ['- { schedule: Ping, to: b, every: 5us, data: { n: 1 } }', '`5us` is too often; at most every 100us'],
  ['- { schedule: Ping, to: b, in: 5s, data: { text: 1 } }', '`text` is not a field of `Ping`; there is `n`'],
  ['- { schedule: Pong, to: b, in: 5s }', '`Pong` is not a message; did you mean `Ping`?'],
  ['- { schedule: Ping, to: a, in: 5s, data: { n: 1 } }', '`a` is a client, which handles no messages'],
  ['- { cancl: x }', '`cancl` is not a statement; did you mean `cancel`?'],
])('%s', (handler, message) => {
  expect(said(handler)).toContain(message);
});

test('a block has its own names and gives none but those it collects', () => {
  expect(
    said(
      '- { for each: 3, do: [{ read: t, key: =item, as: row1 }], collect: =row1, into: rows }\n        - { reply: { rows: =rows, row: =row1 } }',
    ),
  ).toEqual([expect.stringContaining('`row1` is not known here')]);
  expect(
    said(
      '- { together: [[{ read: t, key: 1, as: one }], [{ read: t, key: 2, as: two }]] }\n        - { reply: [=one, =two] }',
    ),
  ).toEqual([]);
});

test('reads as pseudo-code', () => {
  const loaded = loadScenario(
    document(`- for each: =msg.items
          as: price
          parallel: true
          do: [{ work: 1ms }]
          collect: =price
          into: all
        - together: [[{ wait: 2ms }], [{ wait: 3ms }]]
        - { schedule: Ping, to: log, in: 5s, every: 1s, id: x, data: { n: 1 } }
        - { cancel: x }`),
  );
  const service = loaded.ok ? loaded.scenario.components.get('b') : undefined;
  const program = service?.kind === 'service' ? service.handlers.get('Go') : undefined;
  expect(
    program?.lines.map(
      ({ number, indent, parts }) => `${number} ${'  '.repeat(indent)}${parts.map(({ text }) => text).join('')}`,
    ),
  ).toEqual([
    '1 on Go as msg',
    '2   for each price of msg.items, all at once',
    '3     work 1 ms',
    '4     all gets price',
    '5   at the same time',
    '6     wait 2 ms',
    '7   and',
    '8     wait 3 ms',
    '9   schedule Ping to log in 5 s, then every 1 s',
    '10   cancel "x"',
  ]);
  expect(program?.statements.map(({ op, line }) => [op, line])).toEqual([
    ['for each', 2],
    ['together', 5],
    ['schedule', 9],
    ['cancel', 10],
  ]);
});
