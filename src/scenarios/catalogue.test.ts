import { expect, test } from 'vitest';
import { createSimulation } from '../run/simulation.ts';
import { loadKnown } from '../scenario/load-known.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Loaded } from '../scenario/load-document.ts';
import { catalogue } from './catalogue.ts';

const texts = import.meta.glob<string>('./*.yaml', { eager: true, query: '?raw', import: 'default' });

function hashOf(loaded: Loaded): string {
  if (!loaded.ok) throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const { scenario } = loaded;
  const input = { seed: scenario.seed, variant: scenario.variant, parameters: {}, interventions: [] };
  const simulation = createSimulation(scenario, input);
  simulation.advanceTo(10_000_000);
  return simulation.traceHash();
}

test('every document beside it is in the catalogue', () => {
  expect([...catalogue.keys()].map((slug) => `./${slug}.yaml`)).toEqual(Object.keys(texts));
  expect(catalogue.size).toBeGreaterThan(0);
});

// The page takes them as known to be good, without the schema; this is where they are checked.
test.each([...catalogue.values()])(
  '$slug passes every check, and runs the same without',
  async ({ title, load, slug }) => {
    const document = await load();
    const checked = loadScenario(texts[`./${slug}.yaml`]);
    if (!checked.ok) throw new Error(checked.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
    expect(checked.document).toEqual(document);
    expect(checked.scenario.id).toBe(slug);
    expect(checked.scenario.title).toBe(title);
    for (const { id } of checked.scenario.variants) {
      const known = hashOf(loadKnown(document, { variant: id }));
      expect(known).toBe(hashOf(loadScenario(texts[`./${slug}.yaml`], { variant: id })));
    }
  },
);
