import { expect, test } from 'vitest';
import { createProjection } from './create-projection.ts';
import { judge } from './conditions.ts';
import { entriesOf, runYaml, scenarioOf, SECOND } from '../run/run-document.fixture.ts';

const TEXT = `
messages: { Toggle: { kind: command, fields: { n: number } }, Toggled: { kind: event, fields: { n: number, on: boolean } } }
components:
  c: { kind: client, sends: [{ command: Toggle, to: s, every: 100ms, count: 9, data: { n: =n } }] }
  s:
    kind: service
    on:
      Toggle:
        - { write: all, key: =msg.n % 3, set: { n: =msg.n } }
        - { if: msg.n % 2 == 0, then: [{ delete: all, key: =msg.n % 3 }, { delete: all, key: nobody }] }
        - append: toggles
          to: store
          events: [{ event: Toggled, data: { n: =msg.n % 3, on: =msg.n % 2 == 1 } }]
  store: { kind: event-store }
  v:
    kind: view
    from: store
    on:
      Toggled: [{ if: msg.on, then: [{ write: all, key: =msg.n, set: { on: true } }], else: [{ write: all, key: =msg.n, set: { on: false } }, { delete: all, key: =msg.n }] }]
  w: { kind: view, from: store, on: { Toggled: { table: all, key: =msg.n, set: { on: =msg.on } } }, next: { on: { Toggled: { table: all, key: =msg.n, delete: true, if: '!msg.on' } } } }
fitness:
  - { name: the same, holds: "v.all.all(r, s.all.exists(t, t.key == r.n))", when: always }
`;

test('[MODEL-15] a deleted row is gone from then on, and can be added again behind the others', () => {
  const scenario = scenarioOf(TEXT);
  const run = runYaml(TEXT, { untilUs: 3 * SECOND });
  const projection = createProjection(scenario, run.trace);
  const deletions = entriesOf(run, 'table.deleted', 's');
  // A row that is not there leaves no trace.
  expect(deletions.map(({ key }) => key)).toEqual(['2', '1', '0', '2']);
  const keysAt = (tUs: number): readonly string[] => [
    ...(projection
      .at(tUs)
      .components.get('s')
      ?.tables?.find(({ name }) => name === 'all')
      ?.rows()
      .keys() ?? []),
  ];
  const expected = new Map<string, true>();
  for (const entry of run.trace.entries) {
    if (entry.at !== 's') continue;
    if (entry.kind === 'table.written') expected.set(entry.key, true);
    if (entry.kind === 'table.deleted') expected.delete(entry.key);
    else if (entry.kind !== 'table.written') continue;
    if (run.trace.entries[entry.seq + 1]?.tUs !== entry.tUs) expect(keysAt(entry.tUs)).toEqual([...expected.keys()]);
  }
  const view = projection.at(run.nowUs);
  const [fitness] = scenario.fitness;
  expect(fitness && judge(fitness.holds, view, projection)).toEqual({ holds: true, fault: null });
  const sizes = ['s', 'v'].map((id) => view.components.get(id)?.tables?.find(({ name }) => name === 'all'));
  for (const table of sizes) expect(table?.size).toBe(table?.rows().size);
});

test('[MODEL-15] a view deletes rows with its events, together with all else that one says', () => {
  const run = runYaml(TEXT, { untilUs: 3 * SECOND, interventions: [{ at: '2s', 'rebuild-view': 'w' }] });
  const projection = createProjection(scenarioOf(TEXT), run.trace);
  const rows = (id: string): readonly string[] => [
    ...(projection
      .at(run.nowUs)
      .components.get(id)
      ?.tables?.find(({ name }) => name === 'all')
      ?.rows()
      .keys() ?? []),
  ];
  expect(rows('v').toSorted()).toEqual(rows('s').toSorted());
  // Its next version only deletes.
  expect(rows('w')).toEqual([]);
});
