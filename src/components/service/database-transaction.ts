import type { Row } from '../../scenario/scenario.ts';
import type { CommitChange, CommitRequest, RowReply } from '../database-port.ts';
import type { Task } from './task.ts';

/** A transaction that a task has open in a database: its changes travel together when it commits. */
export class DatabaseTransaction {
  readonly database: string;
  readonly isOptimistic: boolean;
  /** How often it was begun. */
  readonly attempt: number;
  readonly #changes: CommitChange[] = [];
  readonly #checks: { table: string; key: string; version: number }[] = [];

  constructor(database: string, isOptimistic: boolean, attempt: number) {
    this.database = database;
    this.isOptimistic = isOptimistic;
    this.attempt = attempt;
  }

  get isEmpty(): boolean {
    return this.#changes.length === 0;
  }

  change(change: CommitChange): void {
    this.#changes.push(change);
  }

  /** Notes which version was read first. */
  noteRead(table: string, key: string, { version }: RowReply): void {
    if (this.isOptimistic && !this.#checks.some((check) => check.table === table && check.key === key))
      this.#checks.push({ table, key, version });
  }

  /** A row that was read, with what this transaction itself has done to it. */
  seen(table: string, key: string, read: Row | null): Row | null {
    let row = read;
    for (const change of this.#changes) {
      if (change.op === 'outbox' || change.table !== table || change.key !== key) continue;
      row = change.op === 'delete' ? null : { [change.keyField]: change.keyData, ...row, ...change.set };
    }
    return row;
  }

  request(once: string | null): CommitRequest {
    return { changes: this.#changes, checks: this.#checks, once };
  }
}

/** What each task has open; one that crashes or ends within its transaction leaves nothing of it. */
const open = new WeakMap<Task, DatabaseTransaction>();

export const openTransactionOf = (task: Task): DatabaseTransaction | undefined => open.get(task);

export function openTransaction(task: Task, transaction: DatabaseTransaction): void {
  open.set(task, transaction);
}

export function closeTransaction(task: Task): void {
  open.delete(task);
}
