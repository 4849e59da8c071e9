import type { AvroType } from '../../scenario/compatibility/avro-type.ts';
import {
  COMPATIBILITY_LEVELS,
  type CompatibilityLevel,
  isCompatibilityLevel,
} from '../../scenario/compatibility/compatibility-level.ts';
import { readSchema } from '../../scenario/compatibility/read-schema.ts';
import { isNotA } from '../../scenario/did-you-mean.ts';
import { isRecord } from '../../scenario/kind-words.ts';
import type { RegistryOperation } from '../../scenario/kinds/registry-spec.ts';
import { Findings, pathText } from '../../scenario/problem.ts';
import type { Data } from '../../trace/message.ts';

/** What a message asks of a registry. */
export type RegistryRequest =
  | { readonly operation: 'register'; readonly subject: string; readonly schema: AvroType }
  | {
      readonly operation: 'check';
      readonly subject: string;
      readonly schema: AvroType;
      readonly version: number | null;
    }
  | { readonly operation: 'latest'; readonly subject: string }
  | { readonly operation: 'level'; readonly subject: string | null; readonly level: CompatibilityLevel }
  | { readonly operation: 'delete'; readonly subject: string; readonly version: number | null };

/** Why a message asks for nothing that a registry does. */
export interface Unreadable {
  readonly operation: null;
  readonly subject: string;
  readonly why: string;
}

/** Reads what a message asks for. */
export function readRegistryRequest(operation: RegistryOperation, data: Data): RegistryRequest | Unreadable {
  const { subject = null, version = null, level = null, ...written } = isRecord(data) ? data : {};
  const name = typeof subject === 'string' ? subject : '';
  const refuse = (why: string): Unreadable => ({ operation: null, subject: name, why });
  if (operation === 'level') {
    const text = String(level);
    if (!isCompatibilityLevel(text)) return refuse(isNotA(text, 'a level of compatibility', COMPATIBILITY_LEVELS));
    return { operation, subject: name === '' ? null : name, level: text };
  }
  if (name === '') return refuse('`subject` is missing');
  if (operation === 'latest') return { operation, subject: name };
  if (version !== null && !Number.isInteger(version)) return refuse('`version` is not a whole number');
  const number = version as number | null;
  if (operation === 'delete') return { operation, subject: name, version: number };
  const findings = new Findings();
  const schema = readSchema(name, written, findings);
  if (schema === null) {
    const places = findings.all.map(({ path, message }) =>
      path.length === 0 ? message : `${pathText(path)}: ${message}`,
    );
    return refuse(places.join('; '));
  }
  return operation === 'check'
    ? { operation, subject: name, schema, version: number }
    : { operation, subject: name, schema };
}
