import { isNotA } from '../did-you-mean.ts';
import { isRecord } from '../kind-words.ts';
import type { Findings, Path } from '../problem.ts';
import type { FieldType, MessageContract } from '../scenario.ts';

const TYPES: readonly FieldType[] = ['string', 'number', 'integer', 'boolean', 'any'];

/** Reads the fields of a contract as documents write them (`amount: number`, `note: "string?"`); null where it says to `findings` what is wrong. */
export function readContractFields(fields: unknown, findings: Findings, path: Path): MessageContract['fields'] | null {
  if (!isRecord(fields)) {
    findings.add(path, 'the fields are written with their types, as in `fields: { amount: number }`');
    return null;
  }
  const read = new Map<string, { readonly type: FieldType; readonly optional: boolean }>();
  for (const [field, text] of Object.entries(fields)) {
    const written = String(text);
    const optional = written.endsWith('?');
    const type = TYPES.find((one) => one === (optional ? written.slice(0, -1) : written));
    if (type === undefined) findings.add([...path, field], isNotA(written, 'a type', TYPES));
    else read.set(field, { type, optional });
  }
  return read.size === Object.keys(fields).length ? read : null;
}
