import { describe, expect, it } from 'vitest';
import { loadScenario } from '../scenario/load.ts';
import { createWorkbench } from './create-workbench.ts';
import { catalogue } from '../scenarios/catalogue.ts';

const texts = import.meta.glob<string>('../scenarios/*.yaml', { eager: true, query: '?raw', import: 'default' });

const SEEDS = 20;
/** A step takes at most four presses: out of the set-up, to its end, into the finding out, to its end. */
const PRESSES = 4;

/** What the guide says of steps that wait in vain, all played in order as by a person who presses Next. */
function inVain(slug: string, document: unknown, seed: number): readonly string[] {
  const workbench = createWorkbench({ document, slug, seed });
  const complaints = new Set<string>();
  const at = () => workbench.store.getState();
  const last = at().scenario.steps.length - 1;
  let presses = 0;
  for (; presses <= (last + 1) * PRESSES; presses++) {
    const { guide, notice, playing } = at();
    if (guide.gaveUp) complaints.add(`${at().scenario.steps[guide.step]?.title} (${notice})`);
    if (guide.step === last && !playing && (guide.phase === 'compared' || guide.phase === 'reading')) {
      const { find } = at().scenario.steps[last] ?? {};
      if (guide.phase === 'compared' || !find) break;
    }
    workbench.nextStep();
  }
  if (presses > (last + 1) * PRESSES) complaints.add(`${at().scenario.steps[at().guide.step]?.title} (never ends)`);
  workbench.dispose();
  return [...complaints];
}

describe.each([...catalogue.values()])('$slug', ({ slug, load }) => {
  it(`every step finds what it waits for, on ${SEEDS} seeds`, async () => {
    const document = await load();
    for (let seed = 1; seed <= SEEDS; seed++)
      expect({ seed, inVain: inVain(slug, document, seed) }).toEqual({ seed, inVain: [] });
    const { seed } = loaded(slug);
    expect(inVain(slug, document, seed)).toEqual([]);
  }, 120_000);

  it('has 4 to 9 steps, a question, notes, a takeaway, terms and a challenge', () => {
    const { steps, challenge, takeaway, glossary } = loaded(slug);
    expect(takeaway).not.toBe('');
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps.length).toBeLessThanOrEqual(9);
    expect(steps.some(({ ask }) => ask !== null)).toBe(true);
    expect(steps.every(({ notes }) => notes !== '')).toBe(true);
    // The first one was written before there were any.
    if (slug === 'sync-vs-async') return;
    expect(challenge).not.toBeNull();
    expect(glossary?.length ?? 0).toBeGreaterThan(0);
  });
});

function loaded(slug: string) {
  const result = loadScenario(texts[`../scenarios/${slug}.yaml`]);
  if (!result.ok) throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}
