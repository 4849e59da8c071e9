import { invariant } from '../../kernel/invariant.ts';
import { Findings } from '../problem.ts';
import type { AvroType } from './avro-type.ts';
import { readAvroSchema } from './read-avro-schema.ts';

/** A schema that has to be one. */
export function avro(schema: unknown): AvroType {
  const findings = new Findings();
  const type = readAvroSchema(schema, findings);
  invariant(type !== null, () => JSON.stringify(findings.all));
  return type;
}

/** A record `R` with these fields. */
export function record(...fields: readonly unknown[]): AvroType {
  return avro({ type: 'record', name: 'R', fields });
}

/** A record `R` with a field `f` of this type. */
export function holding(type: unknown): AvroType {
  return record({ name: 'f', type });
}
