import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListedLog } from './change-log.fixture.ts';
import { ConnectorCore } from './connector-core.ts';
import type { OutboxMessage } from './outbox-message.ts';
import { PollingRelay } from './polling-relay.ts';

const RUNS = 100;
const STEPS = 110;
const steps = <T>(step: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' });

const connectorStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      /** By change: whether it is in a table that is captured, and whether it is a delete. */
      changes: fc.array(fc.record({ captured: fc.boolean(), removes: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('take' as const, 'take' as const, 'acknowledge' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('store' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

test(`[CDC-9] [CDC-11] [CDC-12] ${RUNS * STEPS} commits, takes and restarts: every record in order, again from what was stored`, () => {
  let repeated = 0;
  fc.assert(
    fc.property(steps(connectorStep), (all) => {
      const log = new ListedLog();
      const connector = new ConnectorCore(log, {
        database: 'shop',
        identity: 'full',
        tombstones: true,
        transactionOrder: false,
        tables: ['orders'],
        snapshot: 'never',
      });
      /** All records that there are, and how many of them were taken, acknowledged and stored. */
      const records: string[] = [];
      let [taken, acknowledged, stored, changes] = [0, 0, 0, 0];
      for (const one of all) {
        if (one.do === 'commit') {
          log.commit(
            0,
            ...one.changes.map(({ captured, removes }) => {
              const key = String(++changes);
              if (captured) records.push(key, ...(removes ? [`${key} is gone`] : []));
              const table = captured ? 'orders' : 'other';
              return { kind: removes ? ('delete' as const) : ('insert' as const), table, key };
            }),
          );
        } else if (one.do === 'take') {
          const record = connector.take(0)?.record;
          const said = record && (record.value === null ? `${record.key} is gone` : record.key);
          expect(said).toBe(records[taken]);
          if (record !== undefined) taken++;
        } else if (one.do === 'acknowledge') {
          if (acknowledged === taken) continue;
          connector.acknowledge();
          acknowledged++;
        } else if (one.do === 'store') {
          connector.store();
          stored = acknowledged;
        } else {
          connector.restart();
          repeated += taken - stored;
          taken = acknowledged = stored;
        }
        expect(connector.inFlight).toBe(taken - acknowledged);
      }
    }),
    { numRuns: RUNS },
  );
  expect(repeated).toBeGreaterThan(100);
}, 30_000);

const which = fc.nat({ max: 3 });
const relayStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('poll' as const), which }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('acknowledged' as const, 'marked' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('failed' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), which }) },
);

test(`[OUTBOX-2] [OUTBOX-3] [OUTBOX-4] ${RUNS * STEPS} rows, polls and crashes: each row at least once, each aggregate's in order`, () => {
  let repeated = 0;
  fc.assert(
    fc.property(steps(relayStep), (all) => {
      const relay = new PollingRelay();
      let unmarked: OutboxMessage[] = [];
      /** What is on its way, and whether the broker has it. */
      let flying: { readonly message: OutboxMessage; published: boolean }[] = [];
      const published: OutboxMessage[] = [];
      let [added, marked] = [0, 0];
      for (const one of all) {
        const chosen = flying[one.which];
        if (one.do === 'add') {
          const aggregateId = 'abc'[one.which % 3] as string;
          unmarked.push({ id: String(++added), aggregateId, type: 'T', payload: null });
        } else if (one.do === 'poll') {
          const found = relay.poll(unmarked, one.which);
          const expected: OutboxMessage[] = [];
          for (const row of unmarked) {
            const oldest = unmarked.find(({ aggregateId }) => aggregateId === row.aggregateId);
            const isFlying = flying.some(({ message }) => message === row);
            if (row === oldest && !isFlying && expected.length < one.which) expected.push(row);
          }
          expect(found).toEqual(expected);
          flying.push(...found.map((message) => ({ message, published: false })));
        } else if (one.do === 'crash') {
          repeated += flying.filter((each) => each.published).length;
          expect(relay.crash()).toEqual(flying.map(({ message }) => message));
          flying = [];
        } else if (chosen !== undefined) {
          if (one.do === 'marked' && !chosen.published) continue;
          if (one.do === 'failed' && chosen.published) continue;
          relay[one.do](chosen.message.id);
          if (one.do === 'acknowledged') {
            if (!chosen.published) published.push(chosen.message);
            chosen.published = true;
          } else {
            flying = flying.filter((each) => each !== chosen);
            if (one.do === 'marked') {
              unmarked = unmarked.filter((row) => row !== chosen.message);
              marked++;
            }
          }
        }
        expect(relay.size).toBe(flying.length);
      }
      for (const aggregate of 'abc') {
        const ids = published.filter(({ aggregateId }) => aggregateId === aggregate).map(({ id }) => Number(id));
        // Copies come next to their originals, since nothing passes an unmarked row.
        expect(ids).toEqual(ids.toSorted((x, y) => x - y));
      }
      expect(new Set(published).size).toBeGreaterThanOrEqual(marked);
    }),
    { numRuns: RUNS },
  );
  expect(repeated).toBeGreaterThan(20);
}, 30_000);
