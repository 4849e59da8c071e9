import { documentSchema } from './document.ts';
import { type Loaded, loadDocument, type LoadOptions, type ShapeCheck } from './load-document.ts';
import { readData } from './read-data.ts';
import { checkShape } from './schema-findings.ts';
import { addWarnings } from './warnings.ts';

/** Checks data against the document format. */
export const checkDocument: ShapeCheck = (data, findings) => checkShape(documentSchema, data, findings);

/** Loads a scenario from parsed data that comes from anywhere, without the reader of texts. Never throws. */
export function loadData(data: unknown, options: LoadOptions = {}): Loaded {
  return loadDocument(readData(data), options, checkDocument, addWarnings);
}
