import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { assign, ASSIGNORS } from './assignor.ts';
import type { Assignor } from './assignor.ts';
import type { Assignment, Member } from './member.ts';
import { rebalance } from './rebalance.ts';
import { partitionName } from './topic-partition.ts';

const COUNTS = new Map([
  ['t', 7],
  ['u', 3],
  ['v', 1],
]);

vi.setConfig({ testTimeout: 30_000 });

/** Seven properties of some 1,700 decisions each. */
const RUNS = { numRuns: 55 };

interface Change {
  readonly id: string;
  /** null: it leaves. */
  readonly topics: readonly string[] | null;
  /** Whether it comes back with what it held when it left. */
  readonly late: boolean;
}

const historyOf = (topics: fc.Arbitrary<string[]>, late: fc.Arbitrary<boolean>): fc.Arbitrary<readonly Change[]> =>
  fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'consumer7', 'consumer8'),
      topics: fc.option(topics, { freq: 3 }),
      late,
    }),
    { minLength: 20, maxLength: 40 },
  );

const mixed = historyOf(fc.subarray(['t', 'u', 'v'], { minLength: 1 }), fc.boolean());
const equal = historyOf(fc.constant(['t', 'u']), fc.constant(false));

const namesOf = (partitions: Member['owned'] = []): string[] => partitions.map(partitionName);

const readBy = (members: readonly Member[]): number =>
  [...new Set(members.flatMap(({ topics }) => topics))].reduce((sum, topic) => sum + (COUNTS.get(topic) ?? 0), 0);

/** What a group decides as its members come, go and change what they read, and how often it decided. */
function decide(
  assignor: Assignor,
  changes: readonly Change[],
  look: (members: readonly Member[], made: Assignment) => void,
) {
  const group = new Map<string, Member>();
  const gone = new Map<string, Member>();
  let decided = 0;
  for (const { id, topics, late } of changes) {
    const known = group.get(id);
    if (topics === null) group.delete(id);
    else group.set(id, { ...known, ...(late ? gone.get(id) : undefined), id, topics });
    if (topics === null && known !== undefined) gone.set(id, known);
    // A cooperative group joins again until nobody gives anything up.
    for (let again = true; again;) {
      const members = [...group.values()];
      const { assignment, followUp } = rebalance(assignor, COUNTS, members);
      look(members, assignment);
      again = followUp;
      decided++;
      for (const member of members)
        group.set(member.id, { ...member, owned: assignment.get(member.id), generation: decided });
    }
  }
  return decided;
}

test.each(ASSIGNORS)('[ASSIGN-1] %s: a partition has one member, which subscribes', (assignor) => {
  let decided = 0;
  fc.assert(
    fc.property(mixed, (changes) => {
      decided += decide(assignor, changes, (members, assignment) => {
        const dealt = members.flatMap(({ id }) => namesOf(assignment.get(id)));
        const unread = members.filter(({ id, topics }) =>
          assignment.get(id)?.some(({ topic }) => !topics.includes(topic)),
        );
        const missing = assignor === 'cooperative-sticky' ? 0 : readBy(members) - dealt.length;
        expect([new Set(dealt).size - dealt.length, unread.length, missing]).toEqual([0, 0, 0]);
      });
    }),
    RUNS,
  );
  expect(decided).toBeGreaterThan(1200);
});

test('[ASSIGN-5] sticky keeps as much as even shares allow', () => {
  fc.assert(
    fc.property(equal, (changes) => {
      decide('sticky', changes, (members, assignment) => {
        if (members.length === 0) return;
        const fewest = Math.floor(10 / members.length);
        const most = Math.ceil(10 / members.length);
        const held = members.map(({ id, owned }) => ({ now: namesOf(assignment.get(id)), then: namesOf(owned) }));
        expect(held.filter(({ now }) => now.length < fewest || now.length > most)).toEqual([]);
        const kept = held.reduce((sum, { now, then }) => sum + then.filter((name) => now.includes(name)).length, 0);
        const even = held.reduce((sum, { then }) => sum + Math.min(then.length, fewest), 0);
        const odd = Math.min(10 % members.length, held.filter(({ then }) => then.length > fewest).length);
        expect(kept).toBe(even + odd);
      });
    }),
    RUNS,
  );
});

test('[ASSIGN-7] sticky leaves no member two behind another whose partition it could read', () => {
  fc.assert(
    fc.property(mixed, (changes) => {
      decide('sticky', changes, (members, assignment) => {
        const movable = members.flatMap(({ id, topics }) =>
          [...assignment.values()]
            .filter((theirs) => theirs.length > (assignment.get(id)?.length ?? 0) + 1)
            .flatMap((theirs) => theirs.filter(({ topic }) => topics.includes(topic))),
        );
        expect(movable).toEqual([]);
      });
    }),
    RUNS,
  );
});

test('[ASSIGN-10] cooperative-sticky never gives away what another member still has, and deals out all in the end', () => {
  fc.assert(
    fc.property(mixed, (changes) => {
      decide('cooperative-sticky', changes, (members, assignment) => {
        const newest = Math.max(...members.map(({ generation = -1 }) => generation));
        const current = members.filter(({ generation }) => generation === newest);
        const holders = new Map(current.flatMap(({ id, owned }) => namesOf(owned).map((name) => [name, id])));
        const stolen = members.flatMap(({ id }) =>
          namesOf(assignment.get(id)).filter((name) => (holders.get(name) ?? id) !== id),
        );
        const settled = members.every(({ id, owned }) =>
          namesOf(owned).every((name) => namesOf(assignment.get(id)).includes(name)),
        );
        const missing = settled ? readBy(members) - [...assignment.values()].flat().length : 0;
        expect([stolen, missing]).toEqual([[], 0]);
      });
    }),
    RUNS,
  );
});

test('[ASSIGN-11] eager members stop everything, cooperative ones what they lose', () => {
  const group: Member[] = [
    { id: 'a', topics: ['u'], owned: [0, 1, 2].map((partition) => ({ topic: 'u', partition })), generation: 1 },
    { id: 'b', topics: ['u'] },
  ];
  const sticky = rebalance('sticky', COUNTS, group);
  expect(namesOf(sticky.revoked.get('a'))).toEqual(['u-0', 'u-1', 'u-2']);
  expect([sticky.added, sticky.followUp]).toEqual([assign('sticky', COUNTS, group), false]);
  const cooperative = rebalance('cooperative-sticky', COUNTS, group);
  expect(namesOf(cooperative.revoked.get('a'))).toEqual(['u-2']);
  expect([...cooperative.added.values()].flat()).toEqual([]);
  expect(cooperative.followUp).toBe(true);
});
