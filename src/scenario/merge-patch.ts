import type { Data } from '../trace/message.ts';
import { isRecord } from './kind-words.ts';

/** A JSON Merge Patch (RFC 7396): objects merge, null removes, anything else replaces. Neither argument is changed. */
export function mergePatch(target: Data, patch: Data): Data {
  if (!isRecord(patch)) return patch;
  const result: { [field: string]: Data } = isRecord(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else result[field] = mergePatch(Object.hasOwn(result, field) ? (result[field] as Data) : null, value);
  }
  return result;
}
