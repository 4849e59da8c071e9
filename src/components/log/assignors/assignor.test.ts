import { describe, expect, test } from 'vitest';
import { assign, ASSIGNORS } from './assignor.ts';
import { at, members, shares, topics } from './group.fixture.ts';

const EQUAL = { a: ['t'], b: ['t'], c: ['t'] } as const;

test.each(ASSIGNORS)('[ASSIGN-1] %s leaves out topics that do not exist or that nobody reads', (assignor) => {
  const group = members({ a: ['t missing', 'missing-0 unread-0 t-7'] });
  expect(shares(assign(assignor, topics({ t: 2, unread: 3 }), group))).toEqual({ a: 't-0 t-1' });
  expect(shares(assign(assignor, topics({ t: 0 }), group))).toEqual({ a: '' });
  expect(assign(assignor, topics({ t: 2 }), [])).toEqual(new Map());
});

// Published in Kafka's RangeAssignorTest.
test('[ASSIGN-2] range gives the first members one more, of every topic', () => {
  const group = members({ consumer2: ['topic1 topic2'], consumer1: ['topic1 topic2'] });
  expect(shares(assign('range', topics({ topic1: 3, topic2: 3 }), group))).toEqual({
    consumer1: 'topic1-0 topic1-1 topic2-0 topic2-1',
    consumer2: 'topic1-2 topic2-2',
  });
  const mixed = members({ c1: ['topic1'], c2: ['topic1 topic2'], c3: ['topic1'] });
  expect(shares(assign('range', topics({ topic1: 3, topic2: 2 }), mixed))).toEqual({
    c1: 'topic1-0',
    c2: 'topic1-1 topic2-0 topic2-1',
    c3: 'topic1-2',
  });
});

// Published in the documentation of Kafka's RoundRobinAssignor.
test('[ASSIGN-3] roundrobin goes round, past members that do not subscribe', () => {
  const equal = members({ c0: ['t0 t1'], c1: ['t0 t1'] });
  expect(shares(assign('roundrobin', topics({ t0: 3, t1: 3 }), equal))).toEqual({
    c0: 't0-0 t0-2 t1-1',
    c1: 't0-1 t1-0 t1-2',
  });
  const mixed = members({ c0: ['t0'], c1: ['t0 t1'], c2: ['t0 t1 t2'] });
  expect(shares(assign('roundrobin', topics({ t0: 1, t1: 2, t2: 3 }), mixed))).toEqual({
    c0: 't0-0',
    c1: 't1-0',
    c2: 't1-1 t2-0 t2-1 t2-2',
  });
});

test.each(['range', 'roundrobin'] as const)('[ASSIGN-4] %s serves static members by instance id, first', (assignor) => {
  const group = [
    { id: 'a', topics: ['t'] },
    { id: 'b', instanceId: 'i2', topics: ['t'] },
    { id: 'c', instanceId: 'i1', topics: ['t'] },
  ];
  expect(shares(assign(assignor, topics({ t: 3 }), group))).toEqual({ a: 't-2', b: 't-1', c: 't-0' });
});

describe('sticky, equal subscriptions', () => {
  test('[ASSIGN-5] a new member takes from each of the others, who keep the rest', () => {
    const group = members({ a: ['t', 't-0 t-1 t-2'], b: ['t', 't-3 t-4 t-5'], c: ['t'] });
    expect(shares(assign('sticky', topics({ t: 6 }), group))).toEqual({ a: 't-0 t-1', b: 't-3 t-4', c: 't-2 t-5' });
  });

  test('[ASSIGN-5] what a member leaves behind goes to the others in turn', () => {
    const group = members({ b: ['t', 't-3 t-4'], c: ['t', 't-2 t-5'] });
    expect(shares(assign('sticky', topics({ t: 6 }), group))).toEqual({ b: 't-3 t-4 t-0', c: 't-2 t-5 t-1' });
  });

  test('[ASSIGN-6] a fresh group is dealt like a round-robin', () => {
    const fresh = Object.entries(EQUAL).map(([id, subscribed]) => ({ id, topics: subscribed }));
    expect(shares(assign('sticky', topics({ t: 8 }), fresh))).toEqual({
      a: 't-0 t-3 t-6',
      b: 't-1 t-4 t-7',
      c: 't-2 t-5',
    });
  });

  test('[ASSIGN-6] the hash map decides who keeps the odd partition', () => {
    // Java puts consumer9 into bucket 4, consumer8 into 5, consumer7 into 6.
    const group = members({
      consumer7: ['t', 't-0 t-1 t-2'],
      consumer8: ['t', 't-3 t-4 t-5'],
      consumer9: ['t', 't-6'],
    });
    const assignment = shares(assign('sticky', topics({ t: 7 }), group));
    expect(assignment).toEqual({ consumer7: 't-0 t-1', consumer8: 't-3 t-4 t-5', consumer9: 't-6 t-2' });
  });
});

describe('sticky, differing subscriptions', () => {
  // Published in the documentation of Kafka's StickyAssignor.
  test('[ASSIGN-7] evens out what round-robin leaves skewed, and moves nothing when a member leaves', () => {
    const counts = topics({ t0: 1, t1: 2, t2: 3 });
    const group = members({ c0: ['t0'], c1: ['t0 t1'], c2: ['t0 t1 t2'] });
    expect(shares(assign('sticky', counts, group))).toEqual({ c0: 't0-0', c1: 't1-0 t1-1', c2: 't2-0 t2-1 t2-2' });
    const left = members({ c1: ['t0 t1', 't1-0 t1-1'], c2: ['t0 t1 t2', 't2-0 t2-1 t2-2'] });
    expect(shares(assign('sticky', counts, left))).toEqual({ c1: 't1-0 t1-1 t0-0', c2: 't2-0 t2-1 t2-2' });
  });

  test('[ASSIGN-7] a member that no longer subscribes gives the partitions up', () => {
    const group = members({ a: ['t', 't-0 u-0 u-1'], b: ['t u', 't-1'] });
    expect(shares(assign('sticky', topics({ t: 2, u: 2 }), group))).toEqual({ a: 't-0 t-1', b: 'u-0 u-1' });
  });

  test('[ASSIGN-9] a partition goes back to whom it was taken from in an earlier generation', () => {
    const owned = { b: 't-0 t-1 t-2 t-3 u-0', d: 't-0 t-3' };
    const group = members({ a: ['t', '', 5], b: ['t u', owned.b, 5], c: ['t', '', 5], d: ['t', owned.d, 4] });
    const assignment = assign('sticky', topics({ t: 4, u: 1 }), group);
    expect(assignment.get('d')).toContainEqual(at('t-0'));
    expect([...assignment.values()].map((mine) => mine.length).sort()).toEqual([1, 1, 1, 2]);
  });
});

test.each(['t', 't u'])('[ASSIGN-8] two claims to a partition are settled by generation, %s', (other) => {
  const newer = members({ a: ['t', 't-0 t-1', 3], b: [other, 't-1 t-2', 4] });
  const counts = topics({ t: 4 });
  expect(assign('sticky', counts, newer).get('b')).toEqual(expect.arrayContaining([at('t-1'), at('t-2')]));
  const older = members({ a: ['t', 't-0 t-1', 4], b: [other, 't-1 t-2', 3] });
  expect(assign('sticky', counts, older).get('a')).toEqual(expect.arrayContaining([at('t-0'), at('t-1')]));
});

test('[ASSIGN-8] of equal generations neither member keeps what both claim', () => {
  const group = members({ a: ['t', 't-0 t-1', 3], b: ['t', 't-1 t-2', 3] });
  expect(shares(assign('cooperative-sticky', topics({ t: 3 }), group))).toEqual({ a: 't-0', b: 't-2' });
});

test('[ASSIGN-10] cooperative-sticky holds back what another member still has', () => {
  const joined = members({ a: ['t', 't-0 t-1 t-2 t-3 t-4 t-5'], b: ['t'] });
  const counts = topics({ t: 6 });
  expect(shares(assign('sticky', counts, joined))).toEqual({ a: 't-0 t-1 t-2', b: 't-3 t-4 t-5' });
  expect(shares(assign('cooperative-sticky', counts, joined))).toEqual({ a: 't-0 t-1 t-2', b: '' });
  const followUp = members({ a: ['t', 't-0 t-1 t-2'], b: ['t'] });
  expect(shares(assign('cooperative-sticky', counts, followUp))).toEqual({ a: 't-0 t-1 t-2', b: 't-3 t-4 t-5' });
});

test('[ASSIGN-10] cooperative-sticky holds back with differing subscriptions, too', () => {
  const group = members({ a: ['t', 't-0 t-1 t-2 t-3'], b: ['t u', 'u-0'] });
  const assignment = shares(assign('cooperative-sticky', topics({ t: 4, u: 1 }), group));
  expect(assignment).toEqual({ a: 't-1 t-2 t-3', b: 'u-0' });
});
