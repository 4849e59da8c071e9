import type { TimerId } from '../../kernel/heap.ts';
import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { Failure } from '../failure.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Handler } from './handler.ts';
import type { Answer } from './tables.ts';

/** A write that waits for its task's transaction to commit. */
export interface PendingWrite {
  readonly table: string;
  readonly key: string;
  /** null: the row is removed. */
  readonly write: RowWrite | null;
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
  /** Where somebody waits for it: the line that it has passed, and the one at which its handler ended. */
  passed?: number;
  ends?: number;
  /** Set where it is one of several paths of a task: its number, unique in the task, and where they meet again. */
  readonly branch?: number;
  readonly join?: Join;
  /** The paths that it takes at the same time, while it waits for them. */
  branches?: readonly Task[];
  /** How many paths it has taken so far. */
  paths?: number;
}

/** Where the branches of a task meet again. */
export interface Join {
  /** A branch has come to its end. */
  ended(cause: number): void;
  /** A branch ends the whole task, which is done by `end` when the others have come to their ends. */
  end(branch: Task, end: (task: Task) => void, failure?: Failure): void;
}

/** A worker begins with a handler. */
export function beginTask(
  { trace, clock }: World,
  owner: string,
  hop: Hop,
  handler: Handler,
  worker: number,
  scope: { [name: string]: unknown },
  cause: number,
): Task {
  // Across components a task is told apart by its seq, which is unique in the run.
  const id = trace.next;
  const seq = trace.append({
    seq: id,
    tUs: clock.nowUs,
    at: owner,
    cause,
    kind: 'handler.started',
    task: id,
    worker,
    message: hop.message,
    record: hop.record,
  });
  return {
    id,
    worker,
    hop,
    handler,
    scope,
    next: 0,
    line: 1,
    cause: seq,
    timer: null,
    answer: null,
    inbox: null,
    writes: [],
  };
}

/** What expressions can read of the message itself. */
export function metaOf({ message, record }: Hop): { readonly [name: string]: Data } {
  return {
    id: message.id,
    name: message.name,
    key: message.key,
    label: message.label,
    source: message.source,
    position: record?.position ?? record?.offset ?? null,
    headers: message.headers ?? {},
    idempotencyKey: message.headers?.['idempotencyKey'] ?? null,
  };
}
