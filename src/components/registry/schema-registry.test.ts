import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AvroType } from '../../scenario/compatibility/avro-type.ts';
import { incompatibilities } from '../../scenario/compatibility/check-compatibility.ts';
import { COMPATIBILITY_LEVELS, type CompatibilityLevel } from '../../scenario/compatibility/compatibility-level.ts';
import { SchemaRegistry } from './schema-registry.ts';

/** A record with the fields `a`, `b?` (with a default) … in the order of the text. */
function schema(text: string): AvroType {
  return {
    kind: 'record',
    name: 'Order',
    aliases: [],
    fields: text.split(' ').map((field) => ({
      name: field.replace('?', ''),
      aliases: [],
      type: { kind: 'string' },
      default: field.endsWith('?') ? '' : undefined,
    })),
  };
}

const versionsOf = (registry: SchemaRegistry, subject = 's') =>
  registry.versions(subject).map(({ version }) => version);

test('[REG-1] [REG-2] versions count in a subject, ids in the registry', () => {
  const registry = new SchemaRegistry();
  expect(registry.register('s', schema('a'))).toEqual({ kind: 'registered', id: 1, version: 1 });
  expect(registry.register('s', schema('a b?'))).toEqual({ kind: 'registered', id: 2, version: 2 });
  expect(registry.register('t', schema('a b?'))).toEqual({ kind: 'registered', id: 2, version: 1 });
  expect(registry.register('t', schema('a c?'))).toEqual({ kind: 'registered', id: 3, version: 2 });
  expect(registry.subjects).toEqual(['s', 't']);
  expect(registry.schemaOf(3)).toEqual(schema('a c?'));
  expect([registry.schemaOf(0), registry.schemaOf(4), registry.latest('u')]).toEqual([null, null, null]);
});

test('[REG-3] a schema that the subject has is known, whatever came after it', () => {
  const registry = new SchemaRegistry('NONE');
  registry.register('s', schema('a'));
  registry.register('s', schema('b'));
  registry.setLevel(null, 'FULL');
  expect(registry.register('s', schema('a'))).toEqual({ kind: 'known', id: 1, version: 1 });
  expect(versionsOf(registry)).toEqual([1, 2]);
});

test('[REG-4] [REG-5] a version that breaks the level is refused with level, version and sentence', () => {
  const registry = new SchemaRegistry();
  registry.register('s', schema('a'));
  registry.register('s', schema('a b?'));
  const result = registry.register('s', schema('a c'));
  expect(result).toMatchObject({
    kind: 'refused',
    verdict: {
      compatible: false,
      level: 'BACKWARD',
      against: 2,
      reasons: ['field `c` at /fields/1 of the new schema has no default and is missing in the old schema'],
    },
  });
  expect(versionsOf(registry)).toEqual([1, 2]);
  expect(registry.register('t', schema('a c'))).toEqual({ kind: 'registered', id: 3, version: 1 });
});

test('[REG-4] a subject has the global level unless it has its own', () => {
  const registry = new SchemaRegistry();
  expect(registry.levelOf('s')).toBe('BACKWARD');
  registry.setLevel(null, 'FORWARD');
  expect(registry.levelOf('s')).toBe('FORWARD');
  registry.setLevel('s', 'NONE');
  expect([registry.levelOf('s'), registry.levelOf('t')]).toEqual(['NONE', 'FORWARD']);
  registry.setLevel('s', null);
  registry.setLevel(null, null);
  expect([registry.levelOf('s'), registry.levelOf('t')]).toEqual(['BACKWARD', 'BACKWARD']);
});

test('[REG-6] checking registers nothing, and asks about one version where one is named', () => {
  const registry = new SchemaRegistry('NONE');
  registry.register('s', schema('a'));
  registry.register('s', schema('a b'));
  registry.setLevel('s', 'BACKWARD');
  expect(registry.check('s', schema('a b c?'))).toMatchObject({ compatible: true, against: null, reasons: [] });
  expect(registry.check('s', schema('a b c?'), 1)).toMatchObject({ compatible: false, against: 1 });
  expect(registry.check('s', schema('a b c?'), 7)).toMatchObject({ compatible: true });
  expect(versionsOf(registry)).toEqual([1, 2]);
});

test('[REG-7] a level says nothing about what is registered', () => {
  const registry = new SchemaRegistry('NONE');
  registry.register('s', schema('a'));
  registry.register('s', schema('b'));
  registry.setLevel('s', 'FULL_TRANSITIVE');
  expect(versionsOf(registry)).toEqual([1, 2]);
  expect(registry.register('s', schema('b c?')).kind).toBe('refused');
});

test('[REG-8] a deleted version no longer counts, but its number and id stay', () => {
  const registry = new SchemaRegistry();
  registry.register('s', schema('a'));
  registry.register('s', schema('a b?'));
  expect([registry.deleteVersion('s', 2), registry.deleteVersion('s', 2), registry.deleteVersion('s', 9)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(registry.latest('s')?.version).toBe(1);
  expect(registry.schemaOf(2)).toEqual(schema('a b?'));
  expect(registry.register('s', schema('a b'))).toMatchObject({ kind: 'refused', verdict: { against: 1 } });
  expect(registry.register('s', schema('a b?'))).toEqual({ kind: 'registered', id: 2, version: 3 });
});

test('[REG-9] a deleted subject loses its versions and its level', () => {
  const registry = new SchemaRegistry();
  registry.register('s', schema('a'));
  registry.setLevel('s', 'NONE');
  expect(registry.deleteSubject('s')).toEqual([1]);
  expect([registry.subjects, registry.levelOf('s'), registry.deleteSubject('s')]).toEqual([[], 'BACKWARD', []]);
  expect(registry.register('s', schema('b'))).toEqual({ kind: 'registered', id: 2, version: 2 });
});

/** A registry as one list of what was registered. */
class Ledger {
  readonly rows: { subject: string; version: number; id: number; text: string; live: boolean }[] = [];
  readonly levels = new Map<string | null, CompatibilityLevel>([[null, 'BACKWARD']]);

  live(subject: string) {
    return this.rows.filter((row) => row.live && row.subject === subject);
  }

  levelOf(subject: string): CompatibilityLevel {
    return this.levels.get(subject) ?? (this.levels.get(null) as CompatibilityLevel);
  }

  register(subject: string, text: string): unknown {
    const known = this.live(subject).find((row) => row.text === text);
    if (known) return { kind: 'known', id: known.id, version: known.version };
    const earlier = this.live(subject).map((row) => schema(row.text));
    if (incompatibilities(this.levelOf(subject), schema(text), earlier).length > 0) return 'refused';
    const ids = this.rows.map(({ id }) => id);
    const id = this.rows.find((row) => row.text === text)?.id ?? Math.max(0, ...ids) + 1;
    const version = this.rows.filter((row) => row.subject === subject).length + 1;
    this.rows.push({ subject, version, id, text, live: true });
    return { kind: 'registered', id, version };
  }
}

describe('whatever is done', () => {
  const subject = fc.constantFrom('s', 't');
  const text = fc.constantFrom('a', 'a b', 'a b?', 'a b? c?', 'b', 'a? b');
  const level = fc.constantFrom(...COMPATIBILITY_LEVELS);
  const operation = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('register' as const), subject, text }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('level' as const), subject: fc.option(subject), level: fc.option(level) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('delete' as const), subject, version: fc.integer({ min: 1, max: 5 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), subject }) },
  );

  test('[REG-1] [REG-2] [REG-3] [REG-4] [REG-5] [REG-6] [REG-8] [REG-9] it agrees with a list of what was registered', () => {
    let operations = 0;
    fc.assert(
      fc.property(fc.array(operation, { minLength: 20, maxLength: 60, size: 'max' }), (all) => {
        const [registry, ledger] = [new SchemaRegistry(), new Ledger()];
        for (const one of all) {
          operations++;
          switch (one.do) {
            case 'register': {
              const { compatible } = registry.check(one.subject, schema(one.text));
              const isKnown = registry.find(one.subject, schema(one.text)) !== null;
              const result = registry.register(one.subject, schema(one.text));
              expect(result.kind === 'refused').toBe(!compatible && !isKnown);
              expect(result.kind === 'refused' ? 'refused' : result).toEqual(ledger.register(one.subject, one.text));
              break;
            }
            case 'level':
              registry.setLevel(one.subject, one.level);
              if (one.level !== null) ledger.levels.set(one.subject, one.level);
              else if (one.subject === null) ledger.levels.set(null, 'BACKWARD');
              else ledger.levels.delete(one.subject);
              break;
            case 'delete': {
              const row = ledger.live(one.subject).find(({ version }) => version === one.version);
              expect(registry.deleteVersion(one.subject, one.version)).toBe(row !== undefined);
              if (row) row.live = false;
              break;
            }
            case 'forget': {
              const rows = ledger.live(one.subject);
              expect(registry.deleteSubject(one.subject)).toEqual(rows.map(({ version }) => version));
              if (rows.length > 0) ledger.levels.delete(one.subject);
              for (const row of rows) row.live = false;
            }
          }
          for (const name of ['s', 't']) {
            expect(registry.levelOf(name)).toBe(ledger.levelOf(name));
            expect(registry.versions(name).map(({ version, id }) => [version, id])).toEqual(
              ledger.live(name).map(({ version, id }) => [version, id]),
            );
          }
          for (const { id, text: written } of ledger.rows) expect(registry.schemaOf(id)).toEqual(schema(written));
        }
      }),
      { numRuns: 400 },
    );
    expect(operations).toBeGreaterThan(10_000);
  });
});
