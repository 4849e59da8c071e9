import type { Stored } from '../records.ts';
import type { LogRecord } from '../retention/log-record.ts';

/** What a replica keeps of a record. */
export interface Kept extends Stored {
  readonly transaction: { readonly producerId: number; readonly epoch: number } | null;
}

/** A record as consumers get it, tombstones included. */
export function keptIn({ value, tombstone }: LogRecord<Kept>): Kept {
  return (value ?? tombstone) as Kept;
}
