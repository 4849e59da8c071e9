import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadyList } from './ready-list.ts';

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ add: fc.nat({ max: 3000 }) }) },
  { weight: 3, arbitrary: fc.constant({ shift: true }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat({ max: 3000 }) }) },
);

test('[QUEUE-5] whatever leaves and comes back, the list is in order', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const list = new ReadyList<number>((a, b) => a - b);
      let model: number[] = [];
      for (const one of operations) {
        if ('add' in one) {
          if (model.includes(one.add)) continue;
          list.add(one.add);
          model = [...model, one.add].toSorted((a, b) => a - b);
        } else if ('remove' in one) {
          expect(list.remove(one.remove)).toBe(model.includes(one.remove));
          model = model.filter((item) => item !== one.remove);
        } else expect(list.shift()).toBe(model.shift());
        expect([list.length, list.first]).toEqual([model.length, model[0]]);
      }
      expect([...list]).toEqual(model);
    }),
    { numRuns: 150 },
  );
});

test('a long list stays in order while its front moves on', () => {
  const list = new ReadyList<number>((a, b) => a - b);
  for (let i = 0; i < 5000; i++) list.add(i);
  const left: (number | undefined)[] = [];
  for (let i = 0; i < 4000; i++) {
    const first = list.shift();
    if (first !== undefined && i % 3 === 0) list.add(first);
    left.push(i % 3 === 0 ? list.shift() : first);
  }
  expect(left).toEqual(Array.from({ length: 4000 }, (_, i) => i));
  expect(list.length).toBe(1000);
  list.clear();
  expect([list.length, list.shift()]).toEqual([0, undefined]);
});
