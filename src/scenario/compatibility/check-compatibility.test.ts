import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedChangesText } from './allowed-changes.ts';
import { avro, record } from './avro-schema.fixture.ts';
import type { AvroType } from './avro-type.ts';
import { incompatibilities, incompatibilityText, verdictOf } from './check-compatibility.ts';
import { COMPATIBILITY_LEVELS, type CompatibilityLevel, levelRules } from './compatibility-level.ts';
import { readsEverything } from './value-reader.fixture.ts';

const one = record({ name: 'a', type: 'string' });
const required = record({ name: 'a', type: 'string' }, { name: 'b', type: 'string' });
const optional = record({ name: 'a', type: 'string' }, { name: 'b', type: 'string', default: '' });

const fits = (level: CompatibilityLevel, schema: AvroType, ...earlier: readonly AvroType[]): boolean =>
  incompatibilities(level, schema, earlier).length === 0;

test('[COMPAT-1] each level asks for its direction', () => {
  const levels = (schema: AvroType, old: AvroType) =>
    (['BACKWARD', 'FORWARD', 'FULL', 'NONE'] as const).filter((level) => fits(level, schema, old));
  expect(levels(required, one)).toEqual(['FORWARD', 'NONE']);
  expect(levels(one, required)).toEqual(['BACKWARD', 'NONE']);
  expect(levels(optional, one)).toEqual(['BACKWARD', 'FORWARD', 'FULL', 'NONE']);
  expect(levels(avro('int'), avro('string'))).toEqual(['NONE']);
  expect([
    verdictOf(required, one),
    verdictOf(one, required),
    verdictOf(optional, one),
    verdictOf(avro('int'), avro('string')),
  ]).toEqual(['FORWARD', 'BACKWARD', 'FULL', 'NONE']);
});

test('[COMPAT-2] transitive levels compare with all, the others with the latest', () => {
  expect(fits('BACKWARD', required, one, optional)).toBe(true);
  expect(fits('BACKWARD_TRANSITIVE', required, one, optional)).toBe(false);
  expect(fits('FORWARD', one, required, optional)).toBe(true);
  expect(fits('FORWARD_TRANSITIVE', one, required, optional)).toBe(false);
  expect(fits('FULL', required, one, optional)).toBe(true);
  expect(fits('FULL_TRANSITIVE', required, one, optional)).toBe(false);
  expect(COMPATIBILITY_LEVELS.filter((level) => fits(level, one))).toEqual(COMPATIBILITY_LEVELS);
  const [first] = incompatibilities('FULL_TRANSITIVE', required, [one, optional]);
  expect(first).toMatchObject({ earlier: 0, direction: 'backward' });
  expect(first && incompatibilityText(first)).toBe(
    'field `b` at /fields/1 of the new schema has no default and is missing in the old schema',
  );
});

test('[COMPAT-3] what the levels let through, and who is upgraded first', () => {
  expect(
    COMPATIBILITY_LEVELS.map((level) => [level, allowedChangesText(level), levelRules(level).upgradeFirst]),
  ).toEqual([
    ['BACKWARD', 'delete fields; add optional fields', 'consumers'],
    ['BACKWARD_TRANSITIVE', 'delete fields; add optional fields', 'consumers'],
    ['FORWARD', 'add fields; delete optional fields', 'producers'],
    ['FORWARD_TRANSITIVE', 'add fields; delete optional fields', 'producers'],
    ['FULL', 'add or delete optional fields', 'any'],
    ['FULL_TRANSITIVE', 'add or delete optional fields', 'any'],
    ['NONE', 'anything', 'depends'],
  ]);
});

const primitive = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');
const letters = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 });
const named = fc.oneof(
  fc.tuple(letters, fc.boolean()).map(([symbols, withDefault]) => ({
    type: 'enum',
    name: 'E',
    symbols,
    ...(withDefault ? { default: symbols[0] } : {}),
  })),
  fc.record({ type: fc.constant('fixed'), name: fc.constantFrom('F', 'G'), size: fc.integer({ min: 1, max: 2 }) }),
);

/** Types inside a field; one named type at most, so that no name is given twice. */
const inner = fc.letrec<{ type: unknown }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    primitive,
    fc.record({ type: fc.constant('array'), items: tie('type') }),
    fc.record({ type: fc.constant('map'), values: tie('type') }),
    fc.uniqueArray(primitive, { minLength: 1, maxLength: 3 }),
  ),
})).type;

const fieldOf = (name: string) =>
  fc.record(
    { name: fc.constant(name), type: inner, aliases: fc.constantFrom([], ['a'], ['b'], ['d']) },
    { requiredKeys: ['name', 'type'] },
  );
const withDefault = fc.constantFrom(
  { name: 'd', type: 'string', default: 'x' },
  { name: 'b', type: ['null', 'int'], default: null },
);
const aRecord = fc
  .tuple(
    fc.uniqueArray(fc.oneof(fieldOf('a'), fieldOf('b'), fieldOf('c'), withDefault), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
    named,
  )
  .map(([fields, last]) => ({ type: 'record', name: 'R', fields: [...fields, { name: 'last', type: last }] }));

describe('against a reader of values', () => {
  test('[COMPAT-4] [COMPAT-5] [COMPAT-6] [COMPAT-7] [COMPAT-8] [COMPAT-9] a schema reads another exactly if it can read every kind of value that the other writes', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.oneof(aRecord, inner), fc.oneof(aRecord, inner), fc.boolean(), (a, b, same) => {
        const [reader, writer] = [avro(a), avro(same ? a : b)];
        const expected = readsEverything(reader, writer);
        if (expected) readable++;
        expect(fits('BACKWARD', reader, writer)).toBe(expected);
        expect(fits('FORWARD', writer, reader)).toBe(expected);
      }),
      { numRuns: 12_000 },
    );
    expect(readable).toBeGreaterThan(1_000);
  });
});
