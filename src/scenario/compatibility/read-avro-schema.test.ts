import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings, pathText } from '../problem.ts';
import { avro } from './avro-schema.fixture.ts';
import { avroText } from './avro-text.ts';
import { readAvroSchema } from './read-avro-schema.ts';

function refusals(schema: unknown): readonly string[] {
  const findings = new Findings();
  expect(readAvroSchema(schema, findings)).toBeNull();
  return findings.all.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

const record = (...fields: readonly unknown[]) => ({ type: 'record', name: 'R', fields });

test.each([
  ['strng', '`strng` is not a type; did you mean `string`?'],
  [5, ': a number is not a schema'],
  [{}, ': a schema has a `type`'],
  [{ type: 'record', fields: [] }, 'name: a record has a name'],
  [{ type: 'record', name: 'a-b', fields: [] }, 'name: a record has a name'],
  [{ type: 'record', name: 'R' }, 'fields: a record has a list of fields'],
  [record('f'), 'fields[0]: a field is an object with a name and a type, not a string'],
  [record({ name: '1', type: 'int' }), 'fields[0].name: a field has a name'],
  [
    record({ name: 'f', type: 'int' }, { name: 'f', type: 'int' }),
    'fields[1].name: the record has two fields named `f`',
  ],
  [record({ name: 'f', type: 'int', aliases: 'g' }), 'fields[0].aliases: aliases are a list of names'],
  [record({ name: 'f' }), 'fields[0].type: null is not a schema'],
  [record({ name: 'f', type: 'int', default: 'x' }), 'fields[0].default: "x" is no value of the field\'s type'],
  [record({ name: 'f', type: 'int', default: 2 ** 31 }), 'fields[0].default: 2147483648 is no value'],
  [record({ name: 'f', type: ['null', 'int'], default: 'x' }), 'fields[0].default: "x" is no value'],
  [record({ name: 'f', type: { type: 'enum', name: 'E', symbols: ['A'] }, default: 'B' }), '"B" is no value'],
  [record({ name: 'f', type: { type: 'array', items: 'int' }, default: [1, 'x'] }), '[1,"x"] is no value'],
  [record({ name: 'f', type: { type: 'map', values: 'int' }, default: { a: 'x' } }), '{"a":"x"} is no value'],
  [record({ name: 'f', type: { type: 'fixed', name: 'R', size: 1 } }), '`R` is defined twice'],
  [{ type: 'array' }, 'items: null is not a schema'],
  [{ type: 'enum', name: 'E' }, 'symbols: symbols are a list of names'],
  [{ type: 'enum', name: 'E', symbols: ['A', 'A'] }, 'symbols: symbols are all different'],
  [{ type: 'enum', name: 'E', symbols: ['A', '1'] }, 'symbols: symbols are names, "1" is none'],
  [{ type: 'enum', name: 'E', symbols: ['A'], default: 'B' }, 'default: the default is one of the symbols, `A`'],
  [{ type: 'enum', name: 'int', symbols: [] }, 'name: `int` is the name of a type already'],
  [{ type: 'fixed', name: 'F', size: -1 }, 'size: the size is a whole number of bytes'],
  [['int', 'int'], '[1]: the union has `int` twice'],
  [['int', ['null']], '[1]: a union holds no union directly'],
])('[COMPAT-10] %j is no schema', (schema, message) => {
  expect(refusals(schema).join('\n')).toContain(message);
});

test('[COMPAT-10] a schema that is nested without end is refused, not followed', () => {
  let schema: unknown = 'int';
  for (let i = 0; i < 5_000; i++) schema = { type: 'array', items: schema };
  expect(refusals(schema).join('')).toContain('a schema is at most 192 levels deep');
});

test('[COMPAT-10] whatever is given, it is read or refused', () => {
  const word = fc.constantFrom('record', 'enum', 'union', 'array', 'map', 'fixed', 'int', 'null', 'R', 'a.R', 'A', '');
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.constantFrom(null, 1, -1, true),
      fc.array(tie('schema'), { maxLength: 3 }),
      fc.record(
        {
          type: fc.oneof(word, tie('schema')),
          name: word,
          namespace: word,
          fields: fc.array(tie('schema'), { maxLength: 3 }),
          items: tie('schema'),
          values: tie('schema'),
          symbols: fc.array(word, { maxLength: 3 }),
          aliases: fc.array(word, { maxLength: 2 }),
          default: tie('schema'),
          size: fc.integer({ min: -1, max: 3 }),
        },
        { requiredKeys: [] },
      ),
    ),
  }));
  fc.assert(
    fc.property(schema, (one) => {
      const findings = new Findings();
      const type = readAvroSchema(one, findings);
      expect(type === null).toBe(findings.all.length > 0);
      // What was read, written and read again is the same.
      if (type !== null) expect(avroText(avro(JSON.parse(avroText(type))))).toBe(avroText(type));
    }),
    { numRuns: 3_000 },
  );
});

test('[REG-2] schemas that mean the same have the same text', () => {
  const [one, two] = [
    { name: 'R', namespace: 'a', type: 'record', doc: 'x', fields: [{ type: { type: 'int' }, name: 'f', default: 1 }] },
    { type: 'record', name: 'a.R', fields: [{ name: 'f', default: 1, type: 'int' }] },
  ];
  expect(avroText(avro(one))).toBe(avroText(avro(two)));
  expect(avroText(avro({ ...two, name: 'b.R' }))).not.toBe(avroText(avro(two)));
  const withDefault = (value: unknown) =>
    avroText(avro(record({ name: 'f', type: { type: 'map', values: 'int' }, default: value })));
  expect(withDefault({ a: 1, b: 2 })).toBe(withDefault({ b: 2, a: 1 }));
  expect(withDefault({ a: 1 })).not.toBe(withDefault({ a: 2 }));
});

test('a record may hold itself, and name types of its own namespace shortly', () => {
  const list = avro({ type: 'record', name: 'shop.List', fields: [{ name: 'next', type: ['null', 'List'] }] });
  expect(avroText(list)).toBe(
    '{"type":"record","name":"shop.List","fields":[{"name":"next","type":["null","shop.List"]}]}',
  );
});
