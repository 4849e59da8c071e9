import type { RunInput } from '../scenario/intervention.ts';
import { loadKnown } from '../scenario/load-known.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface Shelf {
  /** The document's variant with these parameters, or a sentence on why there is none. The same object every time. */
  load(variant: string | null, parameters: RunInput['parameters']): Scenario | string;
}

/** The scenarios that one document holds, each loaded once; whether it has a document's shape is checked before. */
export function createShelf(document: unknown): Shelf {
  const loaded = new Map<string, Scenario>();
  return {
    load(variant, parameters) {
      const key = JSON.stringify([variant, parameters]);
      const known = loaded.get(key);
      if (known !== undefined) return known;
      const result = loadKnown(document, { variant, parameters });
      if (!result.ok) return problemsText(result.problems);
      loaded.set(key, result.scenario);
      return result.scenario;
    },
  };
}

/** The first problems of a document as sentences. */
export function problemsText(problems: readonly Problem[]): string {
  const shown = problems
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? `${message}.` : `\`${path}\`: ${message}.`));
  return shown.join(' ') + (problems.length > 3 ? ` And ${problems.length - 3} more.` : '');
}
