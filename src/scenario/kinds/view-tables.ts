import { isRecord } from '../kind-words.ts';
import type { ViewDocument } from './view-schema.ts';

/** The names of the tables that a view's document says it writes, in its order. */
export function tablesWrittenIn(document: ViewDocument): readonly string[] {
  const tables = new Set<string>();
  const open: unknown[] = [document.next?.on, document.on];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) open.push(...value.toReversed());
    else if (isRecord(value)) {
      for (const field of ['table', 'write'] as const) {
        const table = value[field];
        if (typeof table === 'string') tables.add(table);
      }
      open.push(...Object.values(value).toReversed());
    }
  }
  return [...tables];
}
