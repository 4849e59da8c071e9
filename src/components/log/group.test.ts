import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GroupMember } from '../log-port.ts';
import { Group } from './group.ts';

const member = (id: string): GroupMember => ({ id, assigned: () => {}, fetchTimedOut: () => {} });

// What Kafka's RangeAssignor gives for one topic.
test.each([
  [3, ['c1'], { c1: [0, 1, 2] }],
  [3, ['c2', 'c1'], { c1: [0, 1], c2: [2] }],
  [8, ['c3', 'c1', 'c2'], { c1: [0, 1, 2], c2: [3, 4, 5], c3: [6, 7] }],
  [3, ['c1', 'c2', 'c3', 'c4'], { c1: [0], c2: [1], c3: [2], c4: [] }],
  [5, ['c4', 'c3', 'c2', 'c1'], { c1: [0, 1], c2: [2], c3: [3], c4: [4] }],
])('[LOG-14] %i partitions are dealt to %j as by the range assignor', (partitions, members, assignment) => {
  const group = new Group(partitions);
  const assignments = members.map((id) => {
    group.join(member(id));
    return group.rebalance().assignment;
  });
  expect(assignments.at(-1)).toEqual(assignment);
  expect(group.generation).toBe(members.length);
});

test('[LOG-14] every partition has one member, and shares differ by one at most', () => {
  const steps = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), leaves: fc.boolean() }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), steps, (partitions, joins) => {
      const group = new Group(partitions);
      const known = new Set<string>();
      for (const { id, leaves } of joins) {
        if (leaves) {
          group.silence(id);
          continue;
        }
        known.add(id);
        group.join(member(id));
        const { assignment } = group.rebalance();
        expect(Object.keys(assignment)).toEqual([...known].toSorted());
        expect(Object.values(assignment).flat()).toEqual(Array.from({ length: partitions }, (_, i) => i));
        const shares = Object.values(assignment).map(({ length }) => length);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        for (const [owner, mine] of Object.entries(assignment)) {
          for (const partition of mine) expect(group.partitions[partition]?.member).toBe(owner);
        }
      }
    }),
  );
});

test('[LOG-14] a silent member keeps its partitions and polls no more', () => {
  const group = new Group(2);
  group.join(member('a'));
  group.rebalance();
  for (const partition of group.partitions) partition.wanted = 0;
  group.silence('a');
  expect(group.partitions.map(({ member: owner, wanted }) => [owner, wanted])).toEqual([
    ['a', null],
    ['a', null],
  ]);
  expect([group.member('a'), group.present]).toEqual([null, []]);
});

test('[LOG-12] each join begins a new generation', () => {
  const group = new Group(1);
  group.join(member('a'));
  group.rebalance();
  group.silence('a');
  group.join(member('a'));
  group.rebalance();
  expect(group.generation).toBe(2);
});
