import { describe, expect, test } from 'vitest';
import { committed, facts, handled, upTo } from './facts.fixture.ts';
import { entriesOf, firstOf, MS, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';

describe('members of one group', () => {
  const together = { p2: 'g', p1: 'g' };

  test('[LOG-12] [LOG-14] share the partitions in ranges, in the order of their ids', () => {
    const simulation = facts({
      partitions: 5,
      key: "='k' + string(n)",
      consumers: { ...together, p3: 'g' },
      count: 100,
    });
    expect(entriesOf(simulation, 'group.assigned').at(-1)).toMatchObject({
      generation: 3,
      assignment: { p1: [0, 1], p2: [2, 3], p3: [4] },
    });
    const readers = entriesOf(simulation, 'handler.started').map(({ record, at }) => `${record?.partition} ${at}`);
    expect(new Set(readers)).toEqual(new Set(['0 p1', '1 p1', '2 p2', '3 p2', '4 p3']));
    // All of them learn of the newest generation: nobody is fenced off for ever.
    expect(entriesOf(simulation, 'message.dropped').map(({ reason }) => reason)).toEqual([]);
    const ends = [0, 1, 2, 3, 4].map((one) => committed(simulation, 'g', one).at(-1) ?? 0);
    expect(ends.reduce((sum, end) => sum + end)).toBe(100);
  });

  test('[LOG-14] who crashed before it had joined is no member', () => {
    const simulation = facts({ partitions: 2, consumers: together }, { interventions: [{ at: '10ms', crash: 'p1' }] });
    expect(firstOf(simulation, 'group.assigned').assignment).toEqual({ p2: [0, 1] });
  });

  test('[LOG-14] a member beyond the partitions gets none', () => {
    const assigned = entriesOf(facts({ partitions: 1, consumers: together }), 'group.assigned').at(-1);
    expect(assigned?.assignment).toEqual({ p1: [0], p2: [] });
  });

  test('[LOG-14] a crashed member keeps its partitions until it is back', () => {
    const simulation = facts(
      { partitions: 2, consumers: together, count: 100 },
      {
        interventions: [
          { at: '500ms', crash: 'p2' },
          { at: '3s', restart: 'p2' },
        ],
      },
    );
    expect(entriesOf(simulation, 'group.assigned').map(({ tUs }) => tUs)).toEqual([20 * MS, 20 * MS, 3_520 * MS]);
    const others = entriesOf(simulation, 'handler.started', 'p1');
    expect(others.every(({ record }) => record?.partition === 0)).toBe(true);
    expect([committed(simulation, 'g', 0).at(-1), committed(simulation, 'g', 1).at(-1)]).toEqual([50, 50]);
  });

  test('[LOG-14] what goes to a silent member waits for it', () => {
    const simulation = facts(
      { partitions: 4, consumers: { p0: 'g', p1: 'g', p2: 'g' }, every: '50ms', count: 60 },
      {
        interventions: [
          { at: '1ms', crash: 'p0' },
          { at: '500ms', crash: 'p1' },
          { at: '510ms', restart: 'p0' },
          { at: '5s', restart: 'p1' },
        ],
      },
    );
    // p2 polled the third partition when it went to p1, which is down.
    expect(entriesOf(simulation, 'group.assigned').map(({ assignment }) => assignment)).toEqual([
      { p1: [0, 1, 2, 3] },
      { p1: [0, 1], p2: [2, 3] },
      { p0: [0, 1], p1: [2], p2: [3] },
      { p0: [0, 1], p1: [2], p2: [3] },
    ]);
    const toTheSilent = entriesOf(simulation, 'message.sent', 'log').filter(
      ({ to, tUs }) => to === 'p1' && tUs > 520 * MS,
    );
    expect(toTheSilent.every(({ tUs }) => tUs > 5 * SECOND)).toBe(true);
    expect([0, 1, 2, 3].map((partition) => committed(simulation, 'g', partition).at(-1))).toEqual([15, 15, 15, 15]);
  });

  const lateJoin: RunOptions = {
    interventions: [
      { at: '10ms', crash: 'p1' },
      { at: '500ms', restart: 'p1' },
    ],
  };

  test('[LOG-8] who keeps a partition in a rebalance reads on; who gets one begins at the committed offset', () => {
    const simulation = facts({ partitions: 2, consumers: together, count: 100, work: '30ms' }, lateJoin);
    const [, rebalance] = entriesOf(simulation, 'group.assigned');
    expect(rebalance).toMatchObject({ tUs: 1_020 * MS, assignment: { p1: [0], p2: [1] } });
    expect(handled(simulation, 'p2', 1)).toEqual(upTo(50));
    const [first] = handled(simulation, 'p1', 0);
    const before = entriesOf(simulation, 'offset.committed').filter(
      ({ partition, seq }) => partition === 0 && seq < (rebalance?.seq as number),
    );
    expect(first).toBe(before.at(-1)?.offset);
    expect(handled(simulation, 'p2', 0).at(-1)).toBeLessThanOrEqual(first as number);
  });

  test('[LOG-12] a commit from before the rebalance is fenced off, and what it said is not lost', () => {
    const slowWay = 'links: [{ between: [log, p2], latency: 300ms }]';
    const simulation = facts({ partitions: 2, consumers: together, count: 4, work: '1ms', links: slowWay }, lateJoin);
    const fenced = entriesOf(simulation, 'message.dropped').filter(({ reason }) => reason === 'fenced');
    expect(fenced.length).toBeGreaterThan(0);
    for (const { at, message } of fenced) {
      expect(at).toBe('log');
      expect(message.data).toMatchObject({ generation: 1 });
    }
    expect([committed(simulation, 'g', 0).at(-1), committed(simulation, 'g', 1).at(-1)]).toEqual([2, 2]);
  });

  test('[LOG-15] a record that was fetched before a crash and arrives after it is discarded', () => {
    const simulation = facts(
      { count: 30, links: 'links: [{ between: [log, c], latency: 1500ms }]' },
      {
        untilUs: 90 * SECOND,
        interventions: [
          { at: '1s', crash: 'c' },
          { at: '1001ms', restart: 'c' },
        ],
      },
    );
    expect(handled(simulation, 'c')).toEqual(upTo(30));
    const late = entriesOf(simulation, 'message.dropped', 'c').map(({ reason, message }) => [reason, message.label]);
    expect(late).toEqual([['nobody-waits', '1']]);
  });
});
