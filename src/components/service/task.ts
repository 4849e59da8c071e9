import type { TimerId } from '../../kernel/heap.ts';
import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import type { Handler } from './handler.ts';
import type { Answer } from './tables.ts';

/** A write that waits for its task's transaction to commit. */
export interface PendingWrite {
  readonly table: string;
  readonly key: string;
  readonly write: RowWrite;
}

/** What a write changes in its row. */
export interface RowWrite {
  /** The column that holds the key, and the key. */
  readonly keyField: string;
  readonly key: Data;
  readonly set: Row;
}

/** One execution of a handler: it can be suspended between any two statements. */
export interface Task {
  readonly id: number;
  readonly worker: number;
  readonly hop: Hop;
  readonly handler: Handler;
  /** Names that its expressions read; `as` adds to them. */
  readonly scope: { [name: string]: unknown };
  /** Index of the next instruction. */
  next: number;
  line: number;
  /** Seq of the entry that made it go on last. */
  cause: number;
  timer: TimerId | null;
  /** What it has answered; null: nothing so far. */
  answer: Answer | null;
  /** Set by `dedupe`: the key, and its name in the inbox table. From then on writes wait for the end. */
  inbox: { readonly key: Data; readonly name: string } | null;
  readonly writes: PendingWrite[];
}

/** What expressions can read of the message itself. */
export function metaOf({ message }: Hop): { readonly [name: string]: Data } {
  return { id: message.id, name: message.name, key: message.key, label: message.label, source: message.source };
}
