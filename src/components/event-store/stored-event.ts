import type { Data } from '../../trace/message.ts';

/** An event as a writer hands it over. */
export interface NewEvent {
  /** Chosen by the writer: a retry of the same append bears the same ids. */
  readonly id: string;
  readonly type: string;
  /** The version of the type's schema, from 1. */
  readonly version: number;
  readonly data: Data;
  readonly metadata: Data;
}

/** An event in the store. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** Its number in its stream, from 0; never given twice. */
  readonly number: number;
  /** Its number among all events of the store, from 0; never given twice. */
  readonly position: number;
  readonly createdUs: number;
}
