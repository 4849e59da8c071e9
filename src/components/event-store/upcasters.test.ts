import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Data } from '../../trace/message.ts';
import { event } from './event-store.fixture.ts';
import { editFields } from './field-edits.ts';
import { UpcasterChain, type Upcaster } from './upcasters.ts';

const step = (type: string, version: number, to: number, change: Upcaster['change'], toType = type): Upcaster => ({
  type,
  version,
  toType,
  toVersion: to,
  change,
});

// v1 {name}, v2 {fullName}, v3 {fullName, country}.
const CHAIN = UpcasterChain.of([
  step('Registered', 2, 3, (data) => editFields(data, { add: { country: 'CH' } })),
  step('Registered', 1, 2, (data) => editFields(data, { rename: { name: 'fullName' } })),
  step('Joined', 1, 1, (data) => editFields(data, { remove: ['mood'] }), 'Registered'),
]) as UpcasterChain;

test('[UPCAST-1] each version goes up step by step, and the stored event stays', () => {
  const stored = event('a', { name: 'Peter' }, 'Registered', 1);
  const { event: newest, steps } = CHAIN.upcast(stored);
  expect(newest).toEqual({ ...stored, version: 3, data: { fullName: 'Peter', country: 'CH' } });
  expect(steps.map(({ version }) => version)).toEqual([1, 2]);
  expect(stored.data).toEqual({ name: 'Peter' });
  const other = event('b', { name: 'x' }, 'Other', 1);
  expect(CHAIN.upcast(other)).toEqual({ event: other, steps: [] });
});

test('[UPCAST-4] a type can turn into another', () => {
  const joined = event('a', { name: 'Lisa', mood: 'good' }, 'Joined', 1);
  expect(CHAIN.upcast(joined).event).toMatchObject({
    type: 'Registered',
    version: 3,
    data: { fullName: 'Lisa', country: 'CH' },
  });
});

test.each<[Data, Data]>([
  [
    { a: 1, b: 2 },
    { c: 1, z: 0 },
  ],
  [
    { a: 1, c: 2, z: 3 },
    { c: 2, z: 3 },
  ],
  [{}, { z: 0 }],
  [[1], [1]],
  ['text', 'text'],
  [null, null],
])('[UPCAST-4] renames a, removes b and adds z: %j becomes %j', (data, edited) => {
  expect(editFields(data, { rename: { a: 'c' }, remove: ['b'], add: { z: 0 } })).toEqual(edited);
});

test('[UPCAST-2] a mixed stream folds like one of the newest version', () => {
  const person = fc.record({ name: fc.string(), country: fc.constant('CH'), version: fc.constantFrom(1, 2, 3) });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (people) => {
      const forms = (name: string, country: string): readonly Data[] => [
        { name },
        { fullName: name },
        { fullName: name, country },
      ];
      const fold = (list: readonly Data[]): string => list.map((data) => JSON.stringify(data)).join();
      const mixed = people.map(({ name, country, version }, i) =>
        event(`${i}`, forms(name, country)[version - 1] as Data, 'Registered', version),
      );
      const newest = people.map(({ name, country }) => forms(name, country)[2] as Data);
      expect(fold(mixed.map((one) => CHAIN.upcast(one).event.data))).toBe(fold(newest));
    }),
    { numRuns: 60 },
  );
});

test('[UPCAST-3] what makes no chain is refused', () => {
  const same = (data: Data): Data => data;
  expect(UpcasterChain.of([step('A', 1, 2, same), step('A', 1, 3, same)])).toBe('there are two upcasters for A v1');
  expect(UpcasterChain.of([step('A', 1, 2, same), step('A', 2, 1, same)])).toBe(
    'the upcasters from A v1 on go round in a circle',
  );
  expect(UpcasterChain.of([step('A', 1, 1, same)])).toBe('the upcasters from A v1 on go round in a circle');
});
