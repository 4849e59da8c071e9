import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { entriesOf, runYaml, scenarioOf, SECOND, simulate } from './run-document.fixture.ts';
import { addresses, onTheWay, shop } from './security-documents.fixture.ts';

const ORDERS = 60;

const instant = fc.integer({ min: 500, max: 7_000 });
const service = fc.constantFrom('orders', 'delivery', 'rogue', 'keys', 'order-events');
const ends = fc.constantFrom(
  ['orders', 'keys'],
  ['delivery', 'keys'],
  ['orders', 'order-events'],
  ['order-events', 'delivery'],
);
const who = fc.constantFrom('lisa', 'paul');

/** Faults that are over again soon, rotations, and at most one person who is forgotten. */
const faults = fc.array(
  fc.oneof(
    fc.record({ at: instant, crash: service, for: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ at: instant, partition: ends, for: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ at: instant, loss: ends, for: fc.integer({ min: 1, max: 2_000 }) }),
    fc.record({ at: instant, duplication: ends, for: fc.integer({ min: 1, max: 2_000 }) }),
    fc.record({ at: instant, 'rotate-key': who }),
  ),
  { maxLength: 12 },
);

type Fault = typeof faults extends fc.Arbitrary<(infer F)[]> ? F : never;

function interventionsOf(fault: Fault): readonly TimedInterventionDocument[] {
  const at = `${fault.at}ms`;
  if ('rotate-key' in fault) return [{ at, 'rotate-key': 'keys', subject: fault['rotate-key'] }];
  const end = `${fault.at + fault.for}ms`;
  if ('crash' in fault)
    return [
      { at, crash: fault.crash },
      { at: end, restart: fault.crash },
    ];
  const heal = (pair: readonly string[]) => ({ at: end, heal: pair as [string, string] });
  if ('partition' in fault) return [{ at, partition: fault.partition as [string, string] }, heal(fault.partition)];
  if ('loss' in fault) return [{ at, loss: fault.loss as [string, string], probability: 0.4 }, heal(fault.loss)];
  return [{ at, duplication: fault.duplication as [string, string], probability: 0.4 }, heal(fault.duplication)];
}

test('[ACCESS-7] [ACCESS-12] [VAULT-9] [VAULT-5] whatever fails, nothing personal is readable on its way, and all that was logged is handled', () => {
  let messages = 0;
  const forgotten = fc.option(fc.record({ at: instant, subject: who }), { nil: null });
  const cache = fc.constantFrom('0ms', '300ms', '5s');
  fc.assert(
    fc.property(faults, forgotten, cache, fc.nat(), (list, forget, kept, seed) => {
      const links =
        'links: [{ between: [orders, keys], latency: { uniform: [1ms, 60ms] } }, { between: [delivery, keys], latency: { uniform: [1ms, 60ms] } }]';
      const text = shop({
        count: ORDERS,
        every: '100ms',
        orders: 'workers: 3',
        vault: `encrypt: [orders], decrypt: [delivery], cache: ${kept}`,
        top: links,
      }).replace("n == 2 ? 'paul'", "n % 3 == 0 ? 'paul'");
      const interventions = list.flatMap((fault) => interventionsOf(fault));
      if (forget !== null)
        interventions.push({ at: `${forget.at}ms`, 'forget-person': 'keys', subject: forget.subject });
      const run = simulate(scenarioOf(text), { seed, interventions });
      run.advanceTo(10 * SECOND);
      expect(run.comeToRest(200 * SECOND)).toBe(true);

      const way = onTheWay(run);
      messages += way.length;
      expect(way.filter(({ data }) => JSON.stringify(data).includes('Street'))).toEqual([]);
      expect(JSON.stringify(addresses(run, 'rogue'))).not.toContain('Street');

      const destroyed = entriesOf(run, 'key.destroyed')[0];
      const lateUs =
        (destroyed?.tUs ?? Number.POSITIVE_INFINITY) + (kept === '0ms' ? 0 : kept === '300ms' ? 300_000 : 5_000_000);
      // An answer that was on its way still brings its key nowhere: the vault has none to hand over any more.
      const read = entriesOf(run, 'message.decrypted').filter(
        ({ message, tUs }) => (message.data as { customer: string }).customer === destroyed?.subject && tUs >= lateUs,
      );
      expect(read).toEqual([]);

      // What the log took in is handled, in the order of its offsets, with the address that was written or none.
      const logged = entriesOf(run, 'log.appended').map(({ message }) => (message.data as { orderId: string }).orderId);
      const rows = new Map(
        entriesOf(run, 'table.written', 'delivery').map(({ row }) => [row['orderId'] as string, row]),
      );
      expect([...rows.keys()]).toEqual([...new Set(logged)]);
      for (const [id, row] of rows) {
        const isGone = row['address'] === null && row['customer'] === destroyed?.subject;
        if (!isGone) expect(row['address']).toBe(`Street ${id.slice(1)}`);
      }
    }),
    { numRuns: 60 },
  );
  expect(messages).toBeGreaterThan(10_000);
});

test('[VAULT-1] a run with all of it is the same run again', () => {
  const text = shop({
    log: 'public: true',
    vault: 'cache: 1s',
    top: 'links: [{ between: [orders, order-events], loss: 0.3, wiretap: rogue }]',
  });
  expect(runYaml(text, { seed: 5 }).traceHash()).toBe(runYaml(text, { seed: 5 }).traceHash());
  expect(runYaml(text, { seed: 5 }).traceHash()).not.toBe(runYaml(text, { seed: 6 }).traceHash());
});
