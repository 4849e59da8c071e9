import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariant } from '../../kernel/invariant.ts';
import { compileExpression } from '../../scenario/cel.ts';
import type { Entry } from '../../trace/entry.ts';
import { scopeOf } from '../conditions.ts';
import { createProjection } from '../create-projection.ts';
import { sampleScenario } from '../sample-scenario.ts';
import { readingOf } from './facet.ts';
import type { Reading } from './facet.ts';
import { LiveFacts } from './live-facts.ts';

const scenario = sampleScenario();

type Change = { readonly key: string; readonly value: number | null };

/** Writes and deletions as a service tells them: only what is there is deleted. */
function entriesOf(changes: readonly Change[]): readonly Entry[] {
  const there = new Set<string>();
  const entries: Entry[] = [];
  for (const { key, value } of changes) {
    const seq = entries.length;
    const base = { seq, tUs: seq * 1_000, at: 'orders', cause: null, table: 'orders', key, label: '' };
    if (value !== null) {
      entries.push({ ...base, kind: 'table.written', row: { value }, isNew: !there.has(key) });
      there.add(key);
    } else if (there.delete(key)) entries.push({ ...base, kind: 'table.deleted' });
  }
  return entries;
}

test('[VIEW-20] tables that are followed entry by entry have the rows, and their order, of those that are looked up', () => {
  const compiled = compileExpression('orders.orders.size() == 0', 'condition');
  invariant(compiled.ok, 'the condition compiles');
  const aChange = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.option(fc.nat(9), { freq: 2 }),
  });
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 40 }), (changes) => {
      const entries = entriesOf(changes);
      const facts = new LiveFacts(scenario, [readingOf(compiled.expression, scenario) as Reading]);
      const projection = createProjection(scenario, { entries });
      for (const entry of entries) {
        facts.take(entry);
        expect(facts.concerns(0)).toBe(true);
        const seen = scopeOf(projection.at(entry.tUs), projection);
        expect(facts.scopeAt(entry.tUs)['orders']).toEqual(seen['orders']);
      }
    }),
    { numRuns: 300 },
  );
});
