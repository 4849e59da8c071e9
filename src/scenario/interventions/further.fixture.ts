import fc from 'fast-check';
import type { Data } from '../../trace/message.ts';
import type { ContractChange } from '../compatibility/contract-change.ts';
import type { FurtherIntervention, OffsetGoal } from '../further-intervention.ts';
import type { FieldType } from '../scenario.ts';

const only = <const T>(value: T) => fc.constant(value);

/** Interventions of every kind that is fetched, whatever they are about. */
export function furtherInterventions(name: fc.Arbitrary<string>): fc.Arbitrary<FurtherIntervention> {
  const bare = ['pause', 'resume', 'subscribe', 'expire-retention', 'rebuild-view', 'scavenge', 'redrive'] as const;
  const whole = fc.nat({ max: 1_000_000 });
  const times = fc.integer({ min: 1, max: 1_000 });
  const type = fc.constantFrom<FieldType>('string', 'number', 'integer', 'boolean', 'any');
  const change: fc.Arbitrary<ContractChange> = fc.oneof(
    fc.record({ kind: only('rename'), field: name, to: name }),
    fc.record({ kind: only('remove'), field: name }),
    fc.record({ kind: only('add'), field: name, type, optional: fc.boolean() }),
    fc.record({ kind: only('changeType'), field: name, type }),
  );
  const goal: fc.Arbitrary<OffsetGoal> = fc.oneof(
    fc.record({ kind: fc.constantFrom('earliest' as const, 'latest' as const) }),
    fc.record({ kind: only('offset'), offset: whole }),
    fc.record({ kind: only('time'), timeUs: whole }),
  );
  const set = fc.dictionary(
    name.filter((key) => !(key in Object.prototype)),
    fc.oneof(fc.integer(), fc.string(), fc.boolean()) as fc.Arbitrary<Data>,
    { maxKeys: 3, noNullPrototype: true },
  );
  return fc.oneof(
    fc.record({ kind: fc.constantFrom(...bare), component: name }),
    fc.record({
      kind: only('scale'),
      component: name,
      what: fc.constantFrom('workers' as const, 'consumers' as const),
      to: times,
    }),
    fc.record({
      kind: only('crash-at'),
      component: name,
      message: name,
      side: fc.constantFrom('before' as const, 'after' as const),
      line: fc.integer({ min: 2, max: 1_000 }),
      nth: times,
    }),
    fc.record({
      kind: only('crash-at'),
      component: name,
      message: name,
      side: only('after'),
      line: only('end'),
      nth: times,
    }),
    fc.record({
      kind: fc.constantFrom('crash-replica' as const, 'restart-replica' as const),
      component: name,
      replica: fc.nat({ max: 100 }),
    }),
    fc.record({ kind: only('skew'), component: name, byUs: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }) }),
    fc.record({ kind: only('burst'), component: name, message: name, extra: fc.integer({ min: 1, max: 100_000 }) }),
    fc.record({
      kind: only('rush'),
      component: name,
      message: name,
      factor: fc.double({ min: 0.001, max: 1_000, noNaN: true }),
      forUs: whole,
    }),
    fc.record({
      kind: only('set-parameter'),
      parameter: name,
      to: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => n + 0),
    }),
    fc.record({
      kind: only('change'),
      component: name,
      message: name,
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ kind: only('edit-event'), component: name, stream: name, number: whole, set }),
    fc.record({ kind: only('reset-offsets'), component: name, group: name, to: goal }),
    fc.record({ kind: only('forget-person'), component: name, subject: name }),
    fc.record({ kind: only('copy-stream'), component: name, stream: name, to: name }),
    fc.record({ kind: only('rotate-key'), component: name, subject: name }),
    fc.record({ kind: only('wiretap'), component: name, ends: fc.tuple(name, name) }),
  );
}
