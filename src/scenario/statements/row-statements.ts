import type { Distribution } from '../../kernel/distribution.ts';
import type { Template } from '../expression.ts';
import type { RetrySpec, Sending } from '../scenario.ts';

/** What statements that ask a database have alike. */
interface Asks {
  readonly timeoutUs: number;
  readonly retry: RetrySpec | null;
  readonly sendings: readonly Sending[];
  /** The database. */
  readonly waitsFor: string;
}

/** Reads a row of a database. */
export interface ReadRowStatement extends Asks {
  readonly op: 'read row';
  readonly table: string;
  readonly key: Template;
  readonly as: string;
}

/** Reads all rows of a table of a database, as a list. */
export interface ReadTableStatement extends Asks {
  readonly op: 'read table';
  readonly table: string;
  /** How long that takes the database if it has nothing else to do; null: as its rows say. */
  readonly takes: Distribution | null;
  readonly as: string;
}

/** Writes a row of a database. */
export interface WriteRowStatement extends Asks {
  readonly op: 'write row';
  readonly table: string;
  readonly key: Template;
  readonly keyField: string;
  readonly set: Template;
  /** It needs the row before, and so reads it first. */
  readonly readsRow: boolean;
}

export interface DeleteRowStatement extends Asks {
  readonly op: 'delete row';
  readonly table: string;
  readonly key: Template;
}

/** Writes a message into the outbox. */
export interface OutboxStatement extends Asks {
  readonly op: 'outbox';
  readonly message: string;
  readonly key: Template;
  readonly data: Template;
}

/** Changes of a database that take effect together; `S` is any statement. */
export interface TransactionStatement<S> extends Asks {
  readonly op: 'transaction';
  readonly isolation: 'read-committed' | 'optimistic';
  readonly once: Template | null;
  /** The transaction, and what runs after a conflict where there is that. */
  readonly blocks: readonly (readonly S[])[];
  /** How often it is done again after a conflict. */
  readonly conflictRetries: number;
}
