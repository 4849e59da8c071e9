import type { AvroField, AvroType } from './avro-type.ts';
import { incompatibilities } from './check-compatibility.ts';
import type { CompatibilityLevel } from './compatibility-level.ts';

/** A change of a record by one field; optional: with a default. */
export interface FieldChange {
  readonly change: 'add' | 'delete';
  readonly optional: boolean;
}

const FIELD_CHANGES: readonly FieldChange[] = [
  { change: 'add', optional: true },
  { change: 'add', optional: false },
  { change: 'delete', optional: true },
  { change: 'delete', optional: false },
];

/** The changes by one field that a level lets through. */
export function allowedFieldChanges(level: CompatibilityLevel): readonly FieldChange[] {
  return FIELD_CHANGES.filter(({ change, optional }) => {
    const [without, withField] = [recordOf([]), recordOf([fieldOf(optional)])];
    const [old, changed] = change === 'add' ? [without, withField] : [withField, without];
    return incompatibilities(level, changed, [old]).length === 0;
  });
}

/** The same in words, as the documentation of registries puts it: "delete fields; add optional fields". */
export function allowedChangesText(level: CompatibilityLevel): string {
  const allowed = allowedFieldChanges(level);
  if (allowed.length === FIELD_CHANGES.length) return 'anything';
  const which = (change: FieldChange['change']): 'all' | 'optional' | 'none' => {
    const ones = allowed.filter((one) => one.change === change);
    if (ones.length === 0) return 'none';
    return ones.every(({ optional }) => optional) ? 'optional' : 'all';
  };
  const [adds, deletes] = [which('add'), which('delete')];
  if (adds === 'optional' && deletes === 'optional') return 'add or delete optional fields';
  return [
    ...(adds === 'all' ? ['add fields'] : []),
    ...(deletes === 'all' ? ['delete fields'] : []),
    ...(adds === 'optional' ? ['add optional fields'] : []),
    ...(deletes === 'optional' ? ['delete optional fields'] : []),
  ].join('; ');
}

function recordOf(fields: readonly AvroField[]): AvroType {
  return { kind: 'record', name: 'Record', aliases: [], fields };
}

function fieldOf(optional: boolean): AvroField {
  return { name: 'field', aliases: [], type: { kind: 'string' }, default: optional ? '' : undefined };
}
