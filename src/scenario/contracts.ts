import type { Data } from '../trace/message.ts';
import { aKind, isRecord, kindOf, withArticle } from './kind-words.ts';
import type { FieldType, MessageContract } from './scenario.ts';

/**
 * The validation error of a message's data, word for word ("`amount` is missing"), or null when it fits.
 * A tolerant reader: fields that the contract doesn't know are ignored, and so are those that are `sealed`.
 */
export function checkMessage(contract: MessageContract, data: Data, sealed?: readonly string[]): string | null {
  if (!isRecord(data)) {
    // An event without data is a tombstone.
    if (contract.fields.size === 0 || (data === null && contract.kind === 'event')) return null;
    return `the data is ${aKind(data)}, not an object`;
  }
  for (const [name, { type, optional }] of contract.fields) {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (sealed?.includes(name)) continue;
    if (value === undefined) {
      if (optional) continue;
      return `\`${name}\` is missing`;
    }
    const problem = typeProblem(name, type, value);
    if (problem !== null) return problem;
  }
  return null;
}

/** Why a value doesn't fit a field ("`amount` is a string, not a number"), or null when it does. */
export function typeProblem(name: string, type: FieldType, value: Data): string | null {
  if (type === 'any') return null;
  if (type === 'integer') {
    if (typeof value !== 'number') return `\`${name}\` is ${aKind(value)}, not an integer`;
    return Number.isInteger(value) ? null : `\`${name}\` is ${value}, not an integer`;
  }
  return kindOf(value) === type ? null : `\`${name}\` is ${aKind(value)}, not ${withArticle(type)}`;
}

/** The data with one field under another name, in its old place; as it was where there is no such field. */
export function renameField(data: Data, field: string, to: string): Data {
  if (!isRecord(data) || !Object.hasOwn(data, field) || field === to) return data;
  const entries = Object.entries(data).filter(([name]) => name !== to);
  return Object.fromEntries(entries.map(([name, value]) => [name === field ? to : name, value]));
}
