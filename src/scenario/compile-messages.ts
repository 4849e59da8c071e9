import type { ScenarioDocument } from './document.ts';
import type { FieldType, MessageContract } from './scenario.ts';

/** The contracts of a document's messages. */
export function compileMessages(document: ScenarioDocument): ReadonlyMap<string, MessageContract> {
  return new Map(
    Object.entries(document.messages).map(([name, { kind, version = 1, fields = {} }]) => [
      name,
      { name, kind, version, fields: new Map(Object.entries(fields).map(([field, type]) => [field, fieldOf(type)])) },
    ]),
  );
}

function fieldOf(type: string): { readonly type: FieldType; readonly optional: boolean } {
  const optional = type.endsWith('?');
  return { type: (optional ? type.slice(0, -1) : type) as FieldType, optional };
}
