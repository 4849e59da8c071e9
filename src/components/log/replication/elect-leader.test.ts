import fc from 'fast-check';
import { expect, test } from 'vitest';
import { electLeader, NO_LEADER } from './elect-leader.ts';
import type { Election } from './elect-leader.ts';

interface Case {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly leader: number;
  readonly alive: readonly number[];
}

const elect = ({ alive, ...candidates }: Case, election: Election): [number, boolean] => {
  const { leader, unclean } = electLeader({ ...candidates, alive: new Set(alive) }, election);
  return [leader, unclean];
};

const ALL = [1, 2, 3];

test('[REPLICA-1] the leader stays, or the first in-sync replica follows, or nobody', () => {
  expect(elect({ replicas: ALL, isr: ALL, leader: 2, alive: ALL }, 'ONLINE')).toEqual([2, false]);
  expect(elect({ replicas: [3, 2, 1], isr: ALL, leader: 1, alive: [2, 3] }, 'ONLINE')).toEqual([3, false]);
  expect(elect({ replicas: ALL, isr: [1], leader: 1, alive: [2, 3] }, 'ONLINE')).toEqual([NO_LEADER, false]);
  expect(elect({ replicas: ALL, isr: [2, 3], leader: 1, alive: ALL }, 'ONLINE')).toEqual([2, false]);
});

test('[REPLICA-2] unclean elections take whoever lives, only if they must', () => {
  expect(elect({ replicas: ALL, isr: [1], leader: 1, alive: [3, 2] }, 'UNCLEAN')).toEqual([2, true]);
  expect(elect({ replicas: ALL, isr: [3], leader: NO_LEADER, alive: ALL }, 'UNCLEAN')).toEqual([3, false]);
  expect(elect({ replicas: ALL, isr: ALL, leader: 1, alive: [] }, 'UNCLEAN')).toEqual([NO_LEADER, false]);
});

test('[REPLICA-3] preferred elections go back to the first replica', () => {
  expect(elect({ replicas: ALL, isr: ALL, leader: 2, alive: ALL }, 'PREFERRED')).toEqual([1, false]);
  expect(elect({ replicas: ALL, isr: [2, 3], leader: 2, alive: ALL }, 'PREFERRED')).toEqual([2, false]);
  expect(elect({ replicas: ALL, isr: [3], leader: 2, alive: ALL }, 'PREFERRED')).toEqual([3, false]);
  expect(elect({ replicas: ALL, isr: [1], leader: 1, alive: [2] }, 'PREFERRED')).toEqual([NO_LEADER, false]);
});

test('[REPLICA-1] [REPLICA-2] [REPLICA-3] a leader lives, and is in sync unless the election is unclean', () => {
  const ids = [1, 2, 3, 4];
  const cases = fc.record({
    replicas: fc.shuffledSubarray(ids, { minLength: 1 }),
    isr: fc.shuffledSubarray(ids),
    leader: fc.constantFrom(NO_LEADER, ...ids),
    alive: fc.subarray(ids),
  });
  fc.assert(
    fc.property(cases, fc.constantFrom<Election>('ONLINE', 'UNCLEAN', 'PREFERRED'), (given, election) => {
      const isr = given.isr.filter((id) => given.replicas.includes(id));
      const [leader, unclean] = elect({ ...given, isr }, election);
      const inSync = isr.filter((id) => given.alive.includes(id));
      const alive = given.replicas.filter((id) => given.alive.includes(id));
      expect(unclean).toBe(election === 'UNCLEAN' && inSync.length === 0 && alive.length > 0);
      const allowed = inSync.length > 0 ? inSync : unclean ? alive.slice(0, 1) : [NO_LEADER];
      expect(allowed).toContain(leader);
      if (inSync.includes(given.leader) && election !== 'PREFERRED') expect(leader).toBe(given.leader);
    }),
    { numRuns: 1000 },
  );
});
