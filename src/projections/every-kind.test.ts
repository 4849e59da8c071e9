import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario } from '../scenario/load.ts';
import { createSimulation } from '../run/simulation.ts';
import { createProjection } from './create-projection.ts';
import { describe as words } from './narration.ts';
import { pictureText } from './picture-text.ts';
import { plain } from './plain-view.fixture.ts';

const TEXT = readFileSync('e2e/every-kind.yaml', 'utf8');

/** All kinds together, with their faults: what they do has words, a picture, and is the same from scratch. */
test('every kind of component plays, is seen and is told', () => {
  const loaded = loadScenario(TEXT);
  expect(loaded.ok ? loaded.warnings : loaded.problems).toEqual([]);
  if (!loaded.ok) return;
  const { scenario } = loaded;
  const components = [...scenario.components.values()].filter(({ kind }) => kind !== 'client');
  const interventions = components.flatMap(({ id }, i) => [
    { atUs: (i + 1) * 900_000, what: { kind: 'crash', component: id } as const },
    { atUs: (i + 1) * 900_000 + 400_000, what: { kind: 'restart', component: id } as const },
  ]);
  const input = { seed: 3, variant: null, parameters: {}, interventions };
  const simulation = createSimulation(scenario, input);
  simulation.advanceTo(30_000_000);
  expect(createTwin()).toBe(simulation.traceHash());
  const grown = createProjection(scenario, simulation.trace);
  for (const entry of simulation.trace.entries) expect(words(entry, scenario)).not.toBe('');
  for (const tUs of [0, 5_000_000, 17_000_000, 11_000_000, 30_000_000]) {
    const view = grown.at(tUs);
    expect(plain(createProjection(scenario, simulation.trace).at(tUs))).toEqual(plain(view));
    expect(pictureText(view, scenario).components).toHaveLength(scenario.components.size);
  }
  const kinds = new Set(simulation.trace.entries.map(({ kind }) => kind));
  for (const kind of [
    'log.appended',
    'queue.dead-lettered',
    'event.stored',
    'cache.hit',
    'pane.emitted',
    'schema.registered',
  ])
    expect([kind, kinds.has(kind as never)]).toEqual([kind, true]);

  function createTwin(): string {
    const twin = createSimulation(scenario, input);
    for (let tUs = 0; tUs <= 30_000_000; tUs += 777_777) twin.advanceTo(tUs);
    twin.advanceTo(30_000_000);
    return twin.traceHash();
  }
});
