import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Cluster } from './cluster.fixture.ts';
import { NO_LEADER } from './elect-leader.ts';
import type { FetchAnswer } from './follower-fetch.ts';

vi.setConfig({ testTimeout: 30_000 });

const id = fc.constantFrom(1, 2, 3);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ op: fc.constant('produce' as const), acks: fc.constantFrom(0, 1, 'all', 'all') }),
  },
  { weight: 12, arbitrary: fc.record({ op: fc.constant('copy' as const), id }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('ask' as const), id, most: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('answer' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('crash' as const, 'fence' as const, 'kill' as const), id }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('restart' as const), id }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('wait' as const), by: fc.nat(20_000) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('prefer' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('delete' as const), by: fc.nat(3) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What outsiders see of a partition while the steps happen to it, and what they may expect of it. */
class Outsider {
  readonly cluster: Cluster;
  /** Values acknowledged under each kind of acks. */
  readonly acked = { one: new Set<string>(), all: new Set<string>() };
  /** What a consumer has read so far, by offset. */
  readonly read: string[] = [];
  /** Deleted on purpose. */
  readonly deleted = new Set<string | null>();
  readonly #waiting = new Map<number, string>();
  #answers: FetchAnswer<string>[] = [];
  #produced = 0;
  #seen = 0;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  do(each: Step): void {
    const { cluster } = this;
    const { partition, nowUs } = cluster;
    if (each.op === 'produce') this.#produce(each.acks as 0 | 1 | 'all');
    if (each.op === 'ask') {
      const request = partition.fetchRequest(each.id);
      const answer = request && partition.serveFetch(request, nowUs, each.most);
      if (answer) this.#answers.push(answer);
    }
    if (each.op === 'answer') {
      const [answer] = this.#answers.splice(each.at % Math.max(1, this.#answers.length), 1);
      if (answer) partition.takeFetched(answer, nowUs);
    }
    if (each.op === 'copy') cluster.fetch([each.id]);
    if (each.op === 'crash' || each.op === 'kill') partition.crash(each.id);
    if (each.op === 'fence' || each.op === 'kill') partition.fence(each.id, nowUs);
    if (each.op === 'restart') partition.restart(each.id, nowUs);
    if (each.op === 'wait') cluster.nowUs += each.by;
    if (each.op === 'wait') partition.expireLagging(cluster.nowUs);
    if (each.op === 'prefer') partition.elect('PREFERRED', nowUs);
    if (each.op === 'delete') this.#delete(each.by);
    this.#listen();
  }

  /** All brokers come back and copy until nothing is left to copy. */
  heal(): void {
    for (const broker of [1, 2, 3]) this.cluster.partition.restart(broker, this.cluster.nowUs);
    this.cluster.fetch([1, 2, 3], 40);
    this.#listen();
  }

  #produce(acks: 0 | 1 | 'all'): void {
    const value = `${this.#produced++}`;
    const sent = this.cluster.send(value, acks);
    if (sent.kind === 'refused') return;
    if (sent.ticket !== null) this.#waiting.set(sent.ticket, value);
    if (sent.acknowledged) (acks === 1 ? this.acked.one : this.acked.all).add(value);
  }

  /** The leader's oldest committed records go. */
  #delete(count: number): void {
    const { partition } = this.cluster;
    if (partition.leader === NO_LEADER || !partition.replica(partition.leader).isAlive) return;
    const oldest = partition.read(0, count);
    for (const { value } of oldest) this.deleted.add(value);
    partition.replica(partition.leader).log.startFrom((oldest.at(-1)?.offset ?? -1) + 1);
  }

  #listen(): void {
    for (const event of this.cluster.events.slice(this.#seen)) {
      if (event.kind !== 'acknowledged') continue;
      const value = this.#waiting.get(event.ticket);
      if (value !== undefined) this.acked.all.add(value);
    }
    this.#seen = this.cluster.events.length;
  }
}

/** What the broker has of what was not deleted. */
const stored = ({ cluster: { partition }, deleted }: Outsider, broker: number): readonly (string | null)[] =>
  partition
    .replica(broker)
    .log.read(0)
    .map(({ value }) => value)
    .filter((value) => !deleted.has(value));

const history = fc.array(step, { minLength: 100, maxLength: 100 });

test.each([1, 2])(
  '[REPLICA-11] clean elections, min.insync.replicas=%i: nothing acknowledged by all is lost',
  (minInsyncReplicas) => {
    let acknowledged = 0;
    let terms = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const outsider = new Outsider(new Cluster({ minInsyncReplicas }));
        const { partition } = outsider.cluster;
        for (const each of steps) {
          outsider.do(each);
          const { leader, highWatermark, isr } = partition;
          if (leader === NO_LEADER || !partition.replica(leader).isAlive) continue;
          const log = new Set(stored(outsider, leader));
          const missing = [...outsider.acked.all].filter((value) => !log.has(value) && !outsider.deleted.has(value));
          const changed = partition.read(0).filter(({ offset, value }) => (outsider.read[offset] ?? value) !== value);
          expect([missing, changed, isr.includes(leader)]).toEqual([[], [], true]);
          for (const { offset, value } of partition.read(0)) outsider.read[offset] = value ?? '';
          for (const broker of isr)
            expect(partition.replica(broker).log.endOffset).toBeGreaterThanOrEqual(highWatermark);
        }
        outsider.heal();
        expect([stored(outsider, 2), stored(outsider, 3)]).toEqual([stored(outsider, 1), stored(outsider, 1)]);
        expect(partition.isr.toSorted()).toEqual([1, 2, 3]);
        acknowledged += outsider.acked.all.size;
        terms += partition.leaderEpoch;
      }),
      { numRuns: 60 },
    );
    // Both happened often enough to matter.
    expect(Math.min(acknowledged, terms)).toBeGreaterThan(60);
  },
);

test('[REPLICA-12] a follower that began at the leader’s start finds its way back before it under another leader', () => {
  const outsider = new Outsider(new Cluster({ uncleanElection: true }));
  const { cluster } = outsider;
  const steps: readonly Step[] = [
    { op: 'crash', id: 3 },
    { op: 'produce', acks: 1 },
    { op: 'kill', id: 1 },
    { op: 'restart', id: 1 },
    { op: 'produce', acks: 'all' },
    { op: 'kill', id: 2 },
    { op: 'produce', acks: 'all' },
    { op: 'delete', by: 3 },
    { op: 'restart', id: 3 },
    { op: 'restart', id: 2 },
    { op: 'copy', id: 3 },
    { op: 'kill', id: 1 },
  ];
  for (const each of steps) outsider.do(each);
  // Broker 3 has only the place of two records of broker 1's; broker 2 leads with another one at the first offset.
  const { log } = cluster.partition.replica(3);
  expect([cluster.partition.leader, log.startOffset, log.endOffset]).toEqual([2, 2, 2]);
  outsider.heal();
  expect([1, 2, 3].map((broker) => cluster.valuesOf(broker))).toEqual(['1', '1', '1']);
  expect(log.startOffset).toBe(0);
});

test('[REPLICA-12] unclean elections: whatever acknowledged record is missing in the end was told to be lost', () => {
  let losses = 0;
  fc.assert(
    fc.property(history, (steps) => {
      const outsider = new Outsider(new Cluster({ uncleanElection: true }));
      for (const each of steps) outsider.do(each);
      outsider.heal();
      expect([stored(outsider, 2), stored(outsider, 3)]).toEqual([stored(outsider, 1), stored(outsider, 1)]);
      const kept = new Set(stored(outsider, 1));
      const missing = [...outsider.acked.one, ...outsider.acked.all].filter(
        (value) => !kept.has(value) && !outsider.deleted.has(value),
      );
      const told = outsider.cluster.events.flatMap((event) => (event.kind === 'lost' ? event.records : []));
      const values = new Set(told.map(({ value }) => value));
      expect(missing.filter((value) => !values.has(value))).toEqual([]);
      expect(told.length).toBe(values.size);
      losses += missing.length;
    }),
    { numRuns: 60 },
  );
  expect(losses).toBeGreaterThan(0);
});
