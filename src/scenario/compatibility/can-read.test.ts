import { describe, expect, test } from 'vitest';
import { avro, holding, record } from './avro-schema.fixture.ts';
import type { AvroType } from './avro-type.ts';
import { readingDifferences } from './can-read.ts';
import { differenceText } from './difference.ts';

/** "TYPE_MISMATCH /fields/0/type int" for each difference; empty: it can read. */
const against = (reader: AvroType, writer: AvroType): readonly string[] =>
  readingDifferences(reader, writer).map(({ kind, path, subject }) => `${kind} ${path} ${subject}`);

const field = (name: string, more: object = {}) => ({ name, type: 'string', ...more });

describe('[COMPAT-4] fields', () => {
  test('that only the writer has are ignored, those that only the reader has need a default', () => {
    expect(against(record(field('a')), record(field('b'), field('a')))).toEqual([]);
    expect(against(record(field('a'), field('b', { default: '' })), record(field('a')))).toEqual([]);
    expect(against(record(field('a'), field('b')), record(field('a')))).toEqual([
      'READER_FIELD_MISSING_DEFAULT_VALUE /fields/1 b',
    ]);
  });

  test('a null as a default is a default', () => {
    expect(against(record({ name: 'a', type: ['null', 'int'], default: null }), record())).toEqual([]);
  });

  test('are found by the aliases of the reader, not by those of the writer', () => {
    const renamed = record(field('b', { aliases: ['a'] }));
    expect(against(renamed, record(field('a')))).toEqual([]);
    expect(against(record(field('a')), renamed)).toEqual(['READER_FIELD_MISSING_DEFAULT_VALUE /fields/0 a']);
    expect(against(renamed, record(field('a'), field('b')))).toEqual(['AMBIGUOUS_ALIAS /fields/0 `a` and `b`']);
  });
});

describe('[COMPAT-5] types', () => {
  const names = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];
  const widens: Readonly<Record<string, string>> = {
    int: 'int long float double',
    long: 'long float double',
    float: 'float double',
    bytes: 'bytes string',
    string: 'bytes string',
  };

  test.each(names)('%s is read as what it widens to', (writer) => {
    const readers = names.filter((reader) => against(avro(reader), avro(writer)).length === 0);
    expect(readers).toEqual((widens[writer] ?? writer).split(' '));
  });

  test('a difference says where and what', () => {
    expect(against(holding('string'), holding('int'))).toEqual(['TYPE_MISMATCH /fields/0/type int']);
    expect(against(avro('int'), avro({ type: 'array', items: 'int' }))).toEqual(['TYPE_MISMATCH / array']);
  });
});

describe('[COMPAT-6] unions', () => {
  test('of the writer are read if each branch is', () => {
    expect(against(avro('double'), avro(['int', 'long']))).toEqual([]);
    expect(against(avro('double'), avro(['int', 'null', 'string']))).toEqual([
      'TYPE_MISMATCH /1 null',
      'TYPE_MISMATCH /2 string',
    ]);
  });

  test('of the reader read what one branch reads', () => {
    expect(against(avro(['null', 'double']), avro('int'))).toEqual([]);
    expect(against(avro(['null', 'int']), avro('double'))).toEqual(['MISSING_UNION_BRANCH / double']);
    expect(against(avro(['null', 'long']), avro(['int', 'null']))).toEqual([]);
    expect(against(avro(['null', 'long']), avro(['string', 'null']))).toEqual(['MISSING_UNION_BRANCH / string']);
  });
});

describe('[COMPAT-7] enums and fixeds', () => {
  const symbols = (list: readonly string[], more: object = {}) =>
    avro({ type: 'enum', name: 'E', symbols: list, ...more });
  const fixed = (size: number) => avro({ type: 'fixed', name: 'F', size });

  test('an enum needs all symbols or a default', () => {
    expect(against(symbols(['A', 'B', 'C']), symbols(['B', 'A']))).toEqual([]);
    expect(against(symbols(['A']), symbols(['A', 'B', 'C']))).toEqual(['MISSING_ENUM_SYMBOLS /symbols `B` and `C`']);
    expect(against(symbols(['A'], { default: 'A' }), symbols(['A', 'B']))).toEqual([]);
    expect(against(symbols(['A']), symbols(['A', 'B'], { default: 'A' }))).toHaveLength(1);
  });

  test('a fixed needs its size', () => {
    expect(against(fixed(4), fixed(4))).toEqual([]);
    expect(against(fixed(4), fixed(8))).toEqual(['FIXED_SIZE_MISMATCH /size 8']);
  });
});

describe('[COMPAT-8] names', () => {
  const named = (type: string, name: string, more: object = {}) =>
    avro({ type, name, fields: [], symbols: [], size: 1, ...more });

  test.each(['record', 'enum', 'fixed'])('of a %s are the same but for the namespace, or an alias', (type) => {
    expect(against(named(type, 'a.N'), named(type, 'b.N'))).toEqual([]);
    expect(against(named(type, 'N'), named(type, 'M'))).toEqual(['NAME_MISMATCH /name M']);
    expect(against(named(type, 'N', { aliases: ['M'] }), named(type, 'M'))).toEqual([]);
    expect(against(named(type, 'a.N', { aliases: ['M'] }), named(type, 'a.M'))).toEqual([]);
    expect(against(named(type, 'a.N', { aliases: ['M'] }), named(type, 'b.M'))).toEqual(['NAME_MISMATCH /name b.M']);
    expect(against(named(type, 'N'), named(type, 'M', { aliases: ['N'] }))).toHaveLength(1);
  });

  test('count inside too', () => {
    const inner = (name: string) => holding({ type: 'record', name, fields: [] });
    expect(against(inner('A'), inner('B'))).toEqual(['NAME_MISMATCH /fields/0/type/name B']);
  });
});

describe('[COMPAT-9] what holds others', () => {
  test('arrays and maps are compared by what they hold', () => {
    for (const [type, part] of [
      ['array', 'items'],
      ['map', 'values'],
    ] as const) {
      const of = (inner: string) => avro({ type, [part]: inner });
      expect(against(of('long'), of('int'))).toEqual([]);
      expect(against(of('int'), of('long'))).toEqual([`TYPE_MISMATCH /${part} long`]);
    }
    expect(against(avro({ type: 'array', items: 'int' }), avro({ type: 'map', values: 'int' }))).toHaveLength(1);
  });

  const list = (value: unknown, ...more: readonly unknown[]) =>
    avro({
      type: 'record',
      name: 'L',
      fields: [{ name: 'v', type: value }, { name: 'next', type: ['null', 'L'] }, ...more],
    });

  test('a record that holds itself', () => {
    expect(against(list('long'), list('int'))).toEqual([]);
    expect(against(list('int'), list('long'))).toEqual(['TYPE_MISMATCH /fields/0/type long']);
    // What is wrong with the record is wrong with the branch that holds it too.
    expect(against(list('int', field('x')), list('int'))).toEqual(['READER_FIELD_MISSING_DEFAULT_VALUE /fields/2 x']);
  });

  test('a pair that seemed to fit only inside one that does not is looked at again', () => {
    // X reads X' only if A reads A', which it does not, since `c` is missing; then B reads A' by its alias, but needs X too.
    const writer = avro({
      type: 'record',
      name: 'A',
      fields: [{ name: 'x', type: { type: 'record', name: 'X', fields: [{ name: 'a', type: ['null', 'A'] }] } }],
    });
    const reader = avro([
      {
        type: 'record',
        name: 'A',
        fields: [
          { name: 'x', type: { type: 'record', name: 'X', fields: [{ name: 'a', type: ['null', 'A'] }] } },
          { name: 'c', type: 'int' },
        ],
      },
      { type: 'record', name: 'B', aliases: ['A'], fields: [{ name: 'x', type: 'X' }] },
    ]);
    expect(against(reader, writer)).toEqual(['MISSING_UNION_BRANCH / `A`']);
  });

  test('many pairs that do not fit cost no more than each once', () => {
    const chain = (leaf: string): AvroType => {
      let type: unknown = leaf;
      for (let i = 0; i < 30; i++) {
        const name = `N${i}`;
        type = {
          type: 'record',
          name,
          fields: [
            { name: 'a', type },
            { name: 'b', type: i === 0 ? leaf : `N${i - 1}` },
          ],
        };
      }
      return avro(type);
    };
    expect(against(chain('long'), chain('int'))).toEqual([]);
    expect(against(chain('int'), chain('long')).length).toBeLessThan(100);
  });
});

test('each kind of difference has a sentence that says who reads and who writes', () => {
  const sentence = (reader: unknown, writer: unknown) =>
    readingDifferences(avro(reader), avro(writer)).map((one) => differenceText(one, 'backward'));
  const of = (type: string, more: object) => ({ type, name: 'N', fields: [], symbols: [], size: 1, ...more });
  expect([
    ...sentence(of('record', { fields: [field('b')] }), of('record', {})),
    ...sentence('int', 'string'),
    ...sentence(['int'], 'string'),
    ...sentence(of('enum', {}), of('enum', { symbols: ['A'] })),
    ...sentence(of('fixed', {}), of('fixed', { size: 2 })),
    ...sentence(of('fixed', {}), of('fixed', { name: 'M' })),
    ...sentence(
      of('record', { fields: [field('b', { aliases: ['a'] })] }),
      of('record', { fields: [field('a'), field('b')] }),
    ),
  ]).toEqual([
    'field `b` at /fields/0 of the new schema has no default and is missing in the old schema',
    "the type at / of the new schema can't read string, which the old schema writes",
    'the union at / of the new schema has no branch for string, which the old schema writes',
    'the new schema lacks the symbols `A` at /symbols, which the old schema writes',
    'the size at /size of the new schema is not 2 bytes, as in the old schema',
    'the type at /name of the new schema is not named `M`, as in the old schema, and has no such alias',
    'the field at /fields/0 of the new schema means `a` and `b` of the old schema, which has both',
  ]);
  const [one] = readingDifferences(avro('int'), avro('string'));
  expect(one && differenceText(one, 'forward')).toBe(
    "the type at / of the old schema can't read string, which the new schema writes",
  );
});
