import type { Findings, Path } from '../problem.ts';
import type { AvroType } from './avro-type.ts';
import { contractSchema } from './contract-schema.ts';
import { readAvroSchema } from './read-avro-schema.ts';
import { readContractFields } from './read-contract-fields.ts';

/** A schema as people and messages give it: in Avro under `schema`, or as the fields of a contract under `fields`. */
export interface WrittenSchema {
  readonly schema?: unknown;
  readonly fields?: unknown;
}

/** Reads the schema of a subject; null where it says to `findings` what is wrong with it. */
export function readSchema(
  subject: string,
  { schema, fields }: WrittenSchema,
  findings: Findings,
  path: Path = [],
): AvroType | null {
  if ((schema === undefined) === (fields === undefined)) {
    findings.add(path, 'a schema is given in Avro, as `schema`, or by its `fields`');
    return null;
  }
  if (schema !== undefined) return readAvroSchema(schema, findings, [...path, 'schema']);
  const read = readContractFields(fields, findings, [...path, 'fields']);
  return read && contractSchema({ name: subject, fields: read });
}
