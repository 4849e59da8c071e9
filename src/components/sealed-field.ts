import type { Data } from '../trace/message.ts';

/** An encrypted field, as it stands in a message in its place: whose key it needs, and the ciphertext. */
export interface SealedField {
  readonly key: string;
  readonly sealed: string;
}

/** Data with fields by name. */
export type Fields = { readonly [field: string]: Data };

export function hasFields(data: Data | undefined): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export function isSealedField(data: Data | undefined): data is Data & SealedField {
  return hasFields(data) && typeof data['key'] === 'string' && typeof data['sealed'] === 'string';
}
