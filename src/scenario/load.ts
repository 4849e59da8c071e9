import { checkDocument } from './load-data.ts';
import { type Loaded, loadDocument, type LoadOptions } from './load-document.ts';
import { readData } from './read-data.ts';
import { readText } from './read-text.ts';
import { addWarnings } from './warnings.ts';

export interface LoadTextOptions extends LoadOptions {
  /** What a text must be; YAML (default) includes JSON. */
  readonly format?: 'yaml' | 'json' | undefined;
}

/**
 * Loads a scenario from YAML or JSON text, or from parsed data. Never throws: problems come back as sentences with
 * line and column (from 1; null for data), those of all variants too, so that a switch never meets a broken one.
 */
export function loadScenario(source: unknown, options: LoadTextOptions = {}): Loaded {
  const read = typeof source === 'string' ? readText(source, options.format) : readData(source);
  return loadDocument(read, options, checkDocument, addWarnings);
}
