import { expect, test } from 'vitest';
import { createSimulation } from '../run/simulation.ts';
import { loadData } from '../scenario/load-data.ts';
import { createProjection } from './create-projection.ts';
import { describe as wordsFor } from './narration.ts';
import type { Projection } from './projection.ts';

const MS = 1_000;

/** A handler whose work begins at 1 s. */
function projected(handler: readonly object[]): Projection {
  const loaded = loadData({
    eventually: 1,
    id: 'test',
    title: 'Test',
    messages: { Go: { kind: 'event' }, Ask: { kind: 'query', fields: { n: 'number' } } },
    network: { latency: '0us' },
    components: {
      a: { kind: 'client', sends: [{ event: 'Go', to: 'b', every: '1s', count: 1 }] },
      b: { kind: 'service', on: { Go: handler } },
      c: {
        kind: 'service',
        workers: 3,
        on: { Ask: [{ if: 'msg.n == 1', then: [{ work: '30ms' }], else: [{ work: '10ms' }] }] },
      },
    },
  });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const simulation = createSimulation(loaded.scenario, { seed: 1, variant: null, parameters: {}, interventions: [] });
  simulation.advanceTo(10_000 * MS);
  return createProjection(loaded.scenario, simulation.trace);
}

const spansOf = (projection: Projection) =>
  projection
    .spaceTime(0, 5_000 * MS, 5_000 * MS)
    .spans.filter(({ component }) => component === 'b')
    .map(({ kind, startUs, endUs }) => [kind, startUs / MS - 1_000, (endUs as number) / MS - 1_000]);

const ask = { call: 'Ask', to: 'c', data: { n: '=item' } };

test('each path of a task is in a span of its own, up to where it waits for the others', () => {
  const projection = projected([{ 'for each': 3, parallel: true, do: [ask, { work: '1ms' }] }, { work: '5ms' }]);
  expect(spansOf(projection).toSorted(([, a], [, b]) => Number(a) - Number(b))).toEqual([
    ['wait', 0, 30],
    ['wait', 0, 10],
    ['wait', 0, 10],
    ['work', 10, 11],
    ['work', 10, 11],
    ['work', 30, 31],
    ['work', 31, 36],
  ]);
});

test('a path that fails ends its span when it does', () => {
  const projection = projected([{ together: [[{ work: '5ms' }, { fail: 'no' }], [{ wait: '20ms' }]] }]);
  expect(spansOf(projection)).toEqual([
    ['work', 0, 5],
    ['wait', 0, 20],
  ]);
});

test('a task with several paths is one task, at a line where one of them still is', () => {
  const projection = projected([{ 'for each': 3, parallel: true, do: [ask] }, { work: '5ms' }]);
  const taskAt = (ms: number) => {
    const view = projection.at(1_000 * MS + ms * MS).components.get('b');
    const tasks = view?.kind === 'service' ? view.tasks : [];
    return tasks.map(({ line, op, waitingFor }) => [line, op, waitingFor]);
  };
  expect([taskAt(1), taskAt(20), taskAt(31), taskAt(36)]).toEqual([
    [[3, 'call', 'c']],
    [[3, 'call', 'c']],
    [[4, 'work', null]],
    [],
  ]);
});

test('schedules in words', () => {
  const { trace, scenario } = projected([
    { schedule: 'Go', to: 'b', in: '2s', id: 'x' },
    { schedule: 'Go', to: 'b', in: '1s', every: '3s', id: 'x' },
  ]);
  const words = trace.entries
    .filter(({ kind }) => kind.startsWith('schedule.'))
    .map((entry) => wordsFor(entry, scenario));
  expect(words.slice(0, 4)).toEqual([
    'B will send Go 1 to B in 2,000 ms',
    'B will not send Go: a later one under the same id takes its place',
    'B will send Go 1 to B in 1,000 ms, then every 3,000 ms',
    'It is time for Go, which B has scheduled',
  ]);
});
