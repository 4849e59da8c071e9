import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordPlace } from '../trace/entry.ts';
import { createProjection } from './create-projection.ts';
import { delivered, message, sent, traceOf } from './hand-trace.spec.ts';
import { isHappening } from './happening.ts';
import { aRun, anInstant, sampleTrace } from './sample-run.spec.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { LogView, ServiceView } from './view.ts';

const scenario = sampleScenario();

describe('a view', () => {
  it(
    '[VIEW-5] stays as it is, and keeps the objects of components that nothing concerned',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(aRun, anInstant, anInstant, (run, tUs, otherUs) => {
          const trace = sampleTrace(run);
          const projection = createProjection(scenario, trace);
          const before = projection.at(tUs);
          const copy = structuredClone(before.flights);
          const names = [...before.components.values()].map((component) =>
            JSON.stringify({ ...component, partitions: null }),
          );
          const after = projection.at(otherUs);
          expect(before.flights).toEqual(copy);
          expect(
            [...before.components.values()].map((component) => JSON.stringify({ ...component, partitions: null })),
          ).toEqual(names);
          const [from, to] = [Math.min(before.count, after.count), Math.max(before.count, after.count)];
          const touched = trace.entries.slice(from, to);
          const quiet = ['customer', 'orders', 'stock', 'payment', 'kitchen'].filter((id) =>
            touched.every(({ at }) => at !== id),
          );
          for (const id of quiet) expect(after.components.get(id)).toBe(before.components.get(id));
        }),
        { numRuns: 40 },
      );
    },
  );

  it('[VIEW-6] steps forwards and back through the instants at which something happens', () => {
    const trace = sampleTrace({
      seed: 5,
      interventions: [{ atUs: 300_000, what: { kind: 'crash', component: 'payment' } }],
    });
    const projection = createProjection(scenario, trace);
    const forwards: number[] = [];
    for (let tUs = projection.nextInstantUs(-1); tUs !== null; tUs = projection.nextInstantUs(tUs)) forwards.push(tUs);
    const back: number[] = [];
    for (let tUs = projection.previousInstantUs(Infinity); tUs !== null; tUs = projection.previousInstantUs(tUs))
      back.push(tUs);
    const expected = new Set(trace.entries.filter(isHappening).map(({ tUs }) => tUs));
    expect(forwards).toEqual([...expected]);
    expect(back).toEqual([...expected].toReversed());
    const first = forwards[0] as number;
    expect(projection.upcoming(first)?.tUs).toBe(forwards[1]);
    expect(projection.upcoming(Infinity)).toBeNull();
  });

  it('[VIEW-6] does not stop where only the machinery is at work', () => {
    const trace = traceOf(
      { kind: 'run.started', tUs: 0, at: 'run', scenario: 'sample', variant: null, seed: 1 },
      sent(10, 1, message(1)),
      { kind: 'statement.started', tUs: 20, at: 'orders', task: 1, worker: 0, line: 2, op: 'work', untilUs: 30 },
      { kind: 'table.read', tUs: 30, at: 'orders', table: 'orders', key: '1', found: true },
      sent(40, 2, message(2), { at: 'order-events', passage: 'ack' }),
      sent(50, 3, message(3), { at: 'payment', to: 'order-events', passage: 'commit' }),
      delivered(60, 1, message(1)),
    );
    const projection = createProjection(scenario, trace);
    expect([projection.nextInstantUs(-1), projection.nextInstantUs(10), projection.nextInstantUs(60)]).toEqual([
      10,
      60,
      null,
    ]);
    expect(projection.upcoming(10)).toMatchObject({ tUs: 60, words: 'PlaceOrder 1 reaches Orders' });
    expect(projection.logOf('orders', 60, 10).map(({ kind }) => kind)).toEqual(['message.delivered']);
    expect(projection.logOf('customer', 9, 10)).toEqual([]);
  });

  it('[VIEW-10] sends a position back to a dropped record, and to the committed offset on a crash and on a new assignment', () => {
    const record = (offset: number): RecordPlace => ({ log: 'order-events', group: 'payment', partition: 0, offset });
    const fetch = (tUs: number, hop: number, offset: number) =>
      sent(tUs, hop, message(hop), { at: 'order-events', to: 'payment', passage: 'fetch', record: record(offset) });
    const append = (tUs: number, offset: number) =>
      ({ kind: 'log.appended', tUs, at: 'order-events', partition: 0, offset, message: message(offset) }) as const;
    const assign = (tUs: number, generation: number, owner = 'payment') =>
      ({
        kind: 'group.assigned',
        tUs,
        at: 'order-events',
        group: 'payment',
        generation,
        assignment: { [owner]: [0, 1, 2] },
      }) as const;
    const trace = traceOf(
      assign(0, 1),
      append(10, 0),
      append(20, 1),
      fetch(30, 1, 0),
      {
        kind: 'message.dropped',
        tUs: 40,
        at: 'order-events~payment',
        cause: 3,
        hop: 1,
        message: message(1),
        from: 'order-events',
        to: 'payment',
        reason: 'link-lost',
        why: '',
        mayComeAgain: true,
      },
      fetch(50, 2, 0),
      { kind: 'offset.committed', tUs: 60, at: 'order-events', group: 'payment', partition: 0, offset: 1 },
      fetch(70, 3, 1),
      { kind: 'component.crashed', tUs: 80, at: 'payment', chart: 'life', from: 'up', to: 'crashed', lost: 1 },
      fetch(90, 4, 1),
      assign(100, 2),
      assign(110, 3, 'another'),
    );
    const projection = createProjection(scenario, trace);
    const place = (tUs: number): unknown =>
      (projection.at(tUs).components.get('order-events') as LogView).groups[0]?.partitions[0];
    const positions = [30, 40, 50, 60, 70, 80, 90, 100, 110].map(place);
    const member = 'payment';
    expect(positions).toEqual([
      { committed: 0, position: 1, member },
      { committed: 0, position: 0, member },
      { committed: 0, position: 1, member },
      { committed: 1, position: 1, member },
      { committed: 1, position: 2, member },
      { committed: 1, position: 1, member },
      { committed: 1, position: 2, member },
      { committed: 1, position: 2, member },
      { committed: 1, position: 1, member: 'another' },
    ]);
  });

  it('[VIEW-11] has a lag that agrees with its steps at every instant', () => {
    const trace = sampleTrace({
      seed: 9,
      interventions: [{ atUs: 400_000, what: { kind: 'crash', component: 'payment' } }],
    });
    const projection = createProjection(scenario, trace);
    const steps = projection.lagSteps('order-events', 'payment', 0, 2_000_000);
    expect(steps.length).toBeGreaterThan(10);
    for (let tUs = 0; tUs <= 2_000_000; tUs += 7_001) {
      const { groups } = projection.at(tUs).components.get('order-events') as LogView;
      expect(groups.find(({ group }) => group === 'payment')?.lag).toBe(steps.findLast((step) => step.tUs <= tUs)?.lag);
      expect(projection.lagSteps('order-events', 'payment', tUs, tUs)).toEqual([{ tUs, lag: groups[0]?.lag }]);
    }
    expect(projection.lagSteps('order-events', 'nobody', 0, 10)).toEqual([]);
  });

  it('[VIEW-13] shows a link while it is not as the scenario says', () => {
    const change = (tUs: number, from: string, to: string) =>
      ({ kind: 'state.changed', tUs, at: 'customer~orders', chart: 'link', from, to, why: 'a test' }) as const;
    const projection = createProjection(
      scenario,
      traceOf(change(10, 'ok', 'lossy'), change(20, 'lossy', 'cut+lossy'), change(30, 'cut+lossy', 'ok')),
    );
    const states = [9, 10, 20, 30].map((tUs) =>
      [...projection.at(tUs).links.values()].map(({ state, sinceUs }) => [state, sinceUs]),
    );
    expect(states).toEqual([[], [['lossy', 10]], [['cut+lossy', 20]], []]);
  });

  it('[VIEW-14] shows the record that will be read again until it is', () => {
    const record: RecordPlace = { log: 'order-events', group: 'kitchen', partition: 0, offset: 0 };
    const base = { at: 'kitchen', message: message(1) } as const;
    const retrying = (tUs: number) =>
      ({
        ...base,
        kind: 'consumer.retrying',
        tUs,
        record,
        attempt: 2,
        resumeUs: tUs + 60,
        why: 'it is broken',
      }) as const;
    const crash = {
      kind: 'component.crashed',
      tUs: 40,
      at: 'kitchen',
      chart: 'life',
      from: 'up',
      to: 'crashed',
    } as const;
    const projection = createProjection(
      scenario,
      traceOf(
        retrying(10),
        { ...base, kind: 'handler.started', tUs: 20, task: 1, worker: 0, record },
        retrying(30),
        crash,
        retrying(50),
        { ...base, kind: 'message.rejected', tUs: 60, why: 'it is broken' },
      ),
    );
    const seen = [10, 20, 30, 40, 50, 60].map(
      (tUs) => (projection.at(tUs).components.get('kitchen') as ServiceView).retrying?.resumeUs ?? null,
    );
    expect(seen).toEqual([70, null, 90, null, 110, null]);
  });

  it('[VIEW-17] says once that a message passes one of another story', () => {
    const [first, second, third] = [message(15), message(16), message(17)];
    const trace = traceOf(
      sent(0, 1, first),
      sent(10, 2, second),
      sent(10, 3, third),
      sent(15, 4, first, { duplicate: true }),
      delivered(20, 2, second),
      delivered(25, 4, first),
      delivered(30, 1, first),
      delivered(40, 3, third),
    );
    const { overtakings } = createProjection(scenario, trace).spaceTime(0, 100, 100);
    expect(overtakings).toEqual([
      { atUs: 20, component: 'orders', words: '16 passes 15' },
      { atUs: 25, component: 'orders', words: '15 passes 17' },
    ]);
    expect(createProjection(scenario, trace).spaceTime(0, 100, 24).overtakings).toHaveLength(1);
  });
});
