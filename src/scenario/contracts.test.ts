import { describe, expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { compileMessages } from './compile-messages.ts';
import { checkMessage, renameField } from './contracts.ts';
import type { ScenarioDocument } from './document.ts';

const CONTRACTS = compileMessages({
  messages: {
    Pay: {
      kind: 'command',
      version: 2,
      fields: { orderId: 'string', amount: 'number', count: 'integer?', paid: 'boolean?', extra: 'any' },
    },
    Ping: { kind: 'query' },
  },
} as unknown as ScenarioDocument);

function check(name: string, data: Data): string | null {
  const contract = CONTRACTS.get(name);
  if (contract === undefined) throw new Error(name);
  return checkMessage(contract, data);
}

describe('[DOC-19] a message', () => {
  test.each<[Data, string | null]>([
    [{ orderId: 'o1', amount: 12.5, extra: null }, null],
    [{ orderId: 'o1', amount: 1, extra: [], count: 3, paid: false, unknown: 1 }, null],
    [{ orderId: 'o1', extra: 1 }, '`amount` is missing'],
    [{ orderId: 'o1', amount: '12', extra: 1 }, '`amount` is a string, not a number'],
    [{ orderId: null, amount: 1, extra: 1 }, '`orderId` is null, not a string'],
    [{ orderId: 'o1', amount: 1, extra: 1, count: 1.5 }, '`count` is 1.5, not an integer'],
    [{ orderId: 'o1', amount: 1, extra: 1, count: 'x' }, '`count` is a string, not an integer'],
    [{ orderId: 'o1', amount: 1, extra: 1, paid: 1 }, '`paid` is a number, not a boolean'],
    ['o1', 'the data is a string, not an object'],
    [[], 'the data is a list, not an object'],
  ])('%j: %s', (data, problem) => expect(check('Pay', data)).toBe(problem));

  test('without fields takes anything', () => {
    expect([check('Ping', {}), check('Ping', null), check('Ping', { a: 1 })]).toEqual([null, null, null]);
  });
});

describe('a renamed field', () => {
  test('keeps its place', () => {
    expect(JSON.stringify(renameField({ a: 1, b: 2, c: 3 }, 'b', 'total'))).toBe('{"a":1,"total":2,"c":3}');
  });

  test('that is not there changes nothing', () => {
    const data = { a: 1 };
    expect(renameField(data, 'b', 'c')).toBe(data);
    expect(renameField('text', 'b', 'c')).toBe('text');
  });
});
