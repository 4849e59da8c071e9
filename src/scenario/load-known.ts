import type { Data } from '../trace/message.ts';
import type { ScenarioDocument } from './document.ts';
import { type Loaded, loadDocument, type LoadOptions } from './load-document.ts';

/**
 * Loads a document whose shape was checked before: a built-in one, which a test checks, or one that loaded already.
 * The same scenario comes out, and the schema need not be there.
 */
export function loadKnown(document: unknown, options: LoadOptions = {}): Loaded {
  const source = { data: document as Data, locate: () => ({ line: null, column: null }) };
  return loadDocument(source, options, (data) => data as unknown as ScenarioDocument);
}
