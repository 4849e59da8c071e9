import { expect, test } from 'vitest';
import { loadScenario } from './load.ts';

const problems = (holds: string): readonly string[] => {
  const loaded = loadScenario(`
eventually: 1
id: judged
title: Judged
messages: { Ask: { kind: query, fields: {} } }
components:
  a: { kind: client, sends: [{ query: Ask, to: b, every: 1s }] }
  b: { kind: service, on: { Ask: [] } }
fitness: [{ name: f, holds: ${JSON.stringify(holds)} }]
`);
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
};

test.each([
  "p('a', 99) < 100.0 && p('b', 0.5) < 1.0",
  "throughput('b') > 0 && errorRate('a') < 0.01",
  "happened('message.dropped', 'b') == 0",
])('[CEL-13] metrics can be asked: %s', (holds) => expect(problems(holds)).toEqual([]));

test.each([
  ["p('a', 0) < 1.0", '`0` is not a percentile: a number over 0 and up to 100, such as 99'],
  ["p('a', 101) < 1.0", '`101` is not a percentile: a number over 0 and up to 100, such as 99'],
  ["p('a', 'most') < 1.0", '`most` is not a percentile: a number over 0 and up to 100, such as 99'],
  ["p('c', 99) < 1.0", '`c` is not a component; there are `a` and `b`'],
  ["happened('crash', 'b') == 0", '`crash` is not a kind of entry, such as `message.dropped`'],
  ["staleness('b', 'g') == 0", '`b` is not a log'],
])('[CEL-13] what cannot be measured is told when loading: %s', (holds, says) => {
  expect(problems(holds)).toContain(says);
});
