import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Data } from '../../trace/message.ts';
import { checkMessage } from '../contracts.ts';
import type { FieldType, MessageContract } from '../scenario.ts';
import { changedContract, type ContractChange } from './contract-change.ts';
import { contractVerdict } from './contract-verdict.ts';

type Fields = { readonly [field: string]: string };

function contract(fields: Fields): MessageContract {
  const entries = Object.entries(fields).map(([name, text]) => {
    const optional = text.endsWith('?');
    return [name, { type: (optional ? text.slice(0, -1) : text) as FieldType, optional }] as const;
  });
  return { name: 'Placed', kind: 'event', version: 1, fields: new Map(entries) };
}

const old = contract({ orderId: 'string', amount: 'integer', note: 'string?' });
const verdictAfter = (change: ContractChange) => contractVerdict(changedContract(old, change), old);

describe('[COMPAT-11] a change of a contract', () => {
  test.each<[ContractChange, string]>([
    [{ kind: 'add', field: 'tip', type: 'number', optional: true }, 'FULL'],
    [{ kind: 'remove', field: 'note' }, 'FULL'],
    [{ kind: 'rename', field: 'note', to: 'remark' }, 'FULL'],
    [{ kind: 'remove', field: 'amount' }, 'BACKWARD'],
    [{ kind: 'add', field: 'tip', type: 'number', optional: false }, 'FORWARD'],
    [{ kind: 'rename', field: 'amount', to: 'total' }, 'NONE'],
    [{ kind: 'changeType', field: 'amount', type: 'number' }, 'BACKWARD'],
    [{ kind: 'changeType', field: 'amount', type: 'any' }, 'BACKWARD'],
    [{ kind: 'changeType', field: 'amount', type: 'string' }, 'NONE'],
    [{ kind: 'changeType', field: 'note', type: 'boolean' }, 'NONE'],
    [{ kind: 'add', field: 'note', type: 'string', optional: false }, 'FORWARD'],
    [{ kind: 'add', field: 'amount', type: 'integer', optional: true }, 'BACKWARD'],
    [{ kind: 'remove', field: 'nothing' }, 'FULL'],
  ])('%j is %s', (change, verdict) => {
    expect(verdictAfter(change).verdict).toBe(verdict);
  });

  test('says why, from both sides', () => {
    expect(verdictAfter({ kind: 'rename', field: 'amount', to: 'total' })).toEqual({
      verdict: 'NONE',
      backward: ['the new contract needs `total`, which the old one does not send'],
      forward: ['the old contract needs `amount`, which the new one does not send'],
    });
    expect(verdictAfter({ kind: 'changeType', field: 'amount', type: 'number' }).forward).toEqual([
      'the old contract takes `amount` as an integer, and the new one sends a number',
    ]);
    expect(verdictAfter({ kind: 'changeType', field: 'amount', type: 'any' }).forward).toEqual([
      'the old contract takes `amount` as an integer, and the new one sends anything',
    ]);
    expect(verdictAfter({ kind: 'add', field: 'amount', type: 'integer', optional: true }).forward).toEqual([
      'the old contract needs `amount`, which the new one may leave out',
    ]);
  });

  test('makes the next version, the renamed field in the place of the old', () => {
    const renamed = changedContract(old, { kind: 'rename', field: 'amount', to: 'total' });
    expect(renamed.version).toBe(2);
    expect([...renamed.fields.keys()]).toEqual(['orderId', 'total', 'note']);
    const onto = changedContract(old, { kind: 'rename', field: 'amount', to: 'note' });
    expect([...onto.fields]).toEqual([
      ['orderId', { type: 'string', optional: false }],
      ['note', { type: 'integer', optional: false }],
    ]);
  });
});

const SAMPLES: Readonly<Record<FieldType, readonly Data[]>> = {
  string: ['x'],
  boolean: [true],
  integer: [2],
  number: [2, 2.5],
  any: [true, 2, 2.5, 'x', null, [1], { a: 1 }],
};

/** Every message that a sender with this contract sends, as far as readers can tell them apart. */
function messagesOf({ fields }: MessageContract): readonly Data[] {
  return [...fields].reduce<readonly { readonly [field: string]: Data }[]>(
    (all, [name, { type, optional }]) =>
      all.flatMap((data) => [
        ...(optional ? [data] : []),
        ...SAMPLES[type].map((value) => ({ ...data, [name]: value })),
      ]),
    [{}],
  );
}

test('[COMPAT-12] the verdict says exactly whether each message that fits one contract is accepted by the other', () => {
  const type = fc.constantFrom(
    'string',
    'boolean',
    'integer',
    'number',
    'any',
    'string?',
    'integer?',
    'number?',
    'any?',
  );
  const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), type, { noNullPrototype: true }).map(contract);
  const reads = (reader: MessageContract, writer: MessageContract) =>
    messagesOf(writer).every((data) => checkMessage(reader, data) === null);
  fc.assert(
    fc.property(some, some, (a, b) => {
      const { verdict, backward, forward } = contractVerdict(a, b);
      expect([backward.length === 0, forward.length === 0]).toEqual([reads(a, b), reads(b, a)]);
      const both = reads(b, a) ? 'FULL' : 'BACKWARD';
      const other = reads(b, a) ? 'FORWARD' : 'NONE';
      expect(verdict).toBe(reads(a, b) ? both : other);
    }),
    { numRuns: 3_000 },
  );
});
