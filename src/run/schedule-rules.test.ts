import { describe, expect, test } from 'vitest';
import { LIMITS } from '../scenario/limits.ts';
import type { RunOptions } from './run-document.fixture.ts';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** A service whose handlers schedule, and one that gets what was scheduled. */
function scheduling(start: string, { stop = '[]', more = '' } = {}, options?: RunOptions): Simulation {
  return runYaml(
    `
messages:
  Start: { kind: event, fields: { n: number } }
  Stop: { kind: event, fields: { n: number } }
  Remind: { kind: event, fields: { n: number } }
components:
  a:
    kind: client
    sends:
      - { event: Start, to: b, every: 1s, count: 2, data: { n: =n } }
      - { event: Stop, to: b, every: 3500ms, count: 1, data: { n: =n } }
  b: { kind: service, restart: 100ms, on: { Start: ${start}, Stop: ${stop}${more} } }
  c: { kind: service, on: { Remind: [{ write: got, key: =meta.id, set: { n: =msg.n } }] } }
  log: { kind: log }
network: { latency: 5ms }
`,
    options,
  );
}

const reminders = (simulation: Simulation): readonly (readonly [number, string])[] =>
  entriesOf(simulation, 'message.sent', 'b').map(({ tUs, message }) => [tUs / MS, message.label]);

describe('schedule', () => {
  test('[SCHEDULE-1] sends later and does not wait', () => {
    const simulation = scheduling(
      '[{ schedule: Remind, to: c, in: 2s, data: { n: =msg.n } }, { write: t, key: k, set: {} }]',
    );
    expect(firstOf(simulation, 'table.written').tUs).toBe(1_005 * MS);
    expect(reminders(simulation)).toEqual([
      [3_005, '1'],
      [4_005, '2'],
    ]);
    expect(entriesOf(simulation, 'table.written', 'c').map(({ row }) => row['n'])).toEqual([1, 2]);
    expect(firstOf(simulation, 'schedule.set')).toMatchObject({
      name: 'Remind',
      to: 'c',
      dueUs: 3_005 * MS,
      everyUs: null,
    });
    expect(firstOf(simulation, 'schedule.due').nextUs).toBe(null);
  });

  test('[SCHEDULE-1] says what the handler knew when it scheduled', () => {
    const simulation = scheduling(
      '[{ write: t, key: k, set: { n: =msg.n } }, { read: t, key: k }, { schedule: Remind, to: c, in: 2s, data: { n: =t.n } }]',
    );
    expect(entriesOf(simulation, 'table.written', 'c').map(({ row }) => row['n'])).toEqual([1, 2]);
  });

  test('[SCHEDULE-1] publishes to a log, with a key', () => {
    const simulation = scheduling('[{ schedule: Remind, to: log, in: 1s, key: =msg.n, data: { n: =msg.n } }]');
    expect(entriesOf(simulation, 'log.appended').map(({ message }) => message.key)).toEqual(['1', '2']);
  });

  test('[SCHEDULE-2] again and again, at equal distances', () => {
    const simulation = scheduling(
      '[{ if: msg.n == 1, then: [{ schedule: Remind, to: c, in: 100ms, every: 2s, data: { n: 0 } }] }]',
    );
    expect(reminders(simulation).map(([ms]) => ms)).toEqual([1_105, 3_105, 5_105, 7_105, 9_105]);
    expect(entriesOf(simulation, 'schedule.due').map(({ nextUs }) => (nextUs as number) / MS)).toEqual([
      3_105, 5_105, 7_105, 9_105, 11_105,
    ]);
  });

  test('[SCHEDULE-2] without a first delay it is one distance', () => {
    const simulation = scheduling(
      '[{ if: msg.n == 1, then: [{ schedule: Remind, to: c, every: 4s, data: { n: 0 } }] }]',
    );
    expect(reminders(simulation).map(([ms]) => ms)).toEqual([5_005, 9_005]);
  });

  const repeated = '[{ schedule: Remind, to: c, every: 1200ms, id: x, data: { n: =msg.n } }]';

  test('[SCHEDULE-3] a second one under an id takes the place of the first, until it is cancelled', () => {
    const simulation = scheduling(repeated, { stop: '[{ cancel: x }, { cancel: x }, { cancel: y }]' });
    expect(reminders(simulation)).toEqual([[3_205, '2']]);
    expect(entriesOf(simulation, 'schedule.ended').map(({ tUs, reason, why }) => [tUs / MS, reason, why])).toEqual([
      [2_005, 'replaced', 'a later one under the same id takes its place'],
      [3_505, 'cancelled', 'it was cancelled'],
    ]);
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[SCHEDULE-3] a cancel that comes too late changes nothing, and the id is free again', () => {
    const once = '[{ schedule: Remind, to: c, in: 100ms, id: =msg.n, data: { n: =msg.n } }]';
    const simulation = scheduling(once, { stop: '[{ cancel: 1 }, { cancel: 2 }]' });
    expect(reminders(simulation).length).toBe(2);
    expect(entriesOf(simulation, 'schedule.ended')).toEqual([]);
  });

  const outage: RunOptions = {
    interventions: [
      { at: '2500ms', crash: 'b' },
      { at: '5200ms', restart: 'b' },
    ],
  };

  test('[SCHEDULE-4] a crash loses it, and says so', () => {
    const simulation = scheduling(repeated, {}, outage);
    expect(reminders(simulation)).toEqual([]);
    expect(entriesOf(simulation, 'schedule.ended').at(-1)).toMatchObject({
      tUs: 2_500 * MS,
      reason: 'crash',
      why: 'it was only in memory when the process crashed',
    });
  });

  test('[SCHEDULE-4] a durable one survives, and sends once what it missed', () => {
    const simulation = scheduling(
      repeated.replace('id: x', 'id: x, durable: true'),
      {},
      { ...outage, untilUs: 7.5 * SECOND },
    );
    expect(reminders(simulation).map(([ms]) => ms)).toEqual([5_300, 5_605, 6_805]);
    const later = scheduling('[{ schedule: Remind, to: c, in: 5s, durable: true, data: { n: =msg.n } }]', {}, outage);
    expect(reminders(later).map(([ms]) => ms)).toEqual([6_005, 7_005]);
  });

  test('[SCHEDULE-5] more than 10,000 fail the handler', () => {
    const simulation = scheduling(
      '[{ for each: 6000, do: [{ schedule: Remind, to: c, in: 1h, data: { n: =item } }] }]',
    );
    expect(entriesOf(simulation, 'schedule.set').length).toBe(LIMITS.schedules);
    expect(entriesOf(simulation, 'handler.finished', 'b').map(({ outcome, why }) => [outcome, why])).toEqual([
      ['done', null],
      ['failed', '10000 messages are scheduled already; no more are simulated'],
      ['done', null],
    ]);
  });
});
