import { loadScenario } from '../scenario/load.ts';
import type { Arguments } from './arguments.ts';
import { findDocument } from './find-document.ts';
import type { Output } from './main.ts';
import { problemLines } from './problem-lines.ts';

/** `eventually validate`: prints every problem of a document with its line and column; exit code 1 if there is one. */
export function validateCommand({ operands, options }: Arguments, output: Output): number {
  const found = findDocument(operands[0]);
  if (typeof found === 'string') {
    output.err(found);
    return 2;
  }
  const loaded = loadScenario(found.text, { format: found.format, variant: options.get('variant') ?? null });
  if (!loaded.ok) {
    for (const line of problemLines(found.name, loaded.problems)) output.err(line);
    const { length } = loaded.problems;
    output.err(`${found.name} has ${length === 1 ? 'one problem' : `${length} problems`}.`);
    return 1;
  }
  for (const line of problemLines(found.name, loaded.warnings)) output.err(`warning: ${line}`);
  const { scenario } = loaded;
  output.out(
    `${found.name} is a valid scenario: ${scenario.components.size} components, ${scenario.steps.length} steps, ${scenario.variants.length} variants.`,
  );
  return 0;
}
