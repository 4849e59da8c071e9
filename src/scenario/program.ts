import type { Distribution } from '../kernel/distribution.ts';
import type { Expression, Template } from './expression.ts';
import type { CallGuards } from './guards/guard-spec.ts';
import type { RelayStatement } from './statements/relay-statements.ts';
import type { ProcessStatement } from './statements/process.ts';
import type { Producing } from './kinds/log-spec.ts';
import type { RetrySpec } from './scenario.ts';
import type { AppendStatement } from './statements/append.ts';
import type { DeleteStatement } from './statements/delete.ts';
import type { LoadStatement } from './statements/load.ts';
import type { ReadAtStatement } from './statements/read-at.ts';
import type { CommitStatement } from './statements/commit.ts';
import type { ForEachStatement } from './statements/for-each.ts';
import type { CancelStatement, ScheduleStatement } from './statements/schedule.ts';
import type {
  DeleteRowStatement,
  OutboxStatement,
  ReadRowStatement,
  ReadTableStatement,
  TransactionStatement,
  WriteRowStatement,
} from './statements/row-statements.ts';
import type { SagaStatement } from './statements/saga.ts';
import type { TogetherStatement } from './statements/together.ts';

/** A handler, ready to run and to read: statements with their lines of pseudo-code. */
export interface Program {
  /** The message that it handles. */
  readonly message: string;
  readonly statements: readonly Statement[];
  /** What people read in the inspector; line 1 is `on <Message>`. */
  readonly lines: readonly CodeLine[];
}

export interface CodeLine {
  /** From 1. */
  readonly number: number;
  readonly indent: number;
  /** Parts in order; `strong` ones are names. */
  readonly parts: readonly { readonly text: string; readonly strong: boolean }[];
}

/** What every statement has. */
export interface At {
  /** Its line in `Program.lines`. */
  readonly line: number;
}

export type Statement =
  | (At & { readonly op: 'work' | 'wait'; readonly duration: Distribution })
  | (At & {
      readonly op: 'call';
      readonly message: string;
      readonly to: string;
      readonly data: Template;
      readonly timeoutUs: number | null;
      readonly retry: RetrySpec | null;
      /** What stands before the call; left out: nothing. */
      readonly guards?: CallGuards | null;
      /** What it tells the receiver beside the data; left out: nothing. */
      readonly headers?: Template | null;
      /** The name under which the answer's data can be read afterwards. */
      readonly as: string | null;
      /** Runs instead of failing when all attempts failed; null: the handler fails. */
      readonly fallback: readonly Statement[] | null;
    })
  | (At & { readonly op: 'send'; readonly message: string; readonly to: string; readonly data: Template })
  | (At & {
      readonly op: 'publish';
      readonly message: string;
      readonly to: string;
      readonly key: Template | null;
      readonly data: Template;
      /** What it tells a broker; null or left out: nothing. */
      readonly headers?: Template | null;
      /** Waits for the broker's acknowledgement (default) and publishes again when it does not come; false: fire and forget. */
      readonly acks: boolean;
      /** Per attempt; default 1 s. */
      readonly timeoutUs: number | null;
      /** Default: 10 attempts, 200 ms apart. */
      readonly retry: RetrySpec | null;
      /** Where the document asks for the whole log broker. */
      readonly producing?: Producing;
    })
  | (At & { readonly op: 'read'; readonly table: string; readonly key: Template; readonly as: string })
  | (At & {
      readonly op: 'write';
      readonly table: string;
      readonly key: Template;
      /** The column that holds the key: the last name of a path (`=msg.orderId` gives `orderId`), else `key`. The row gets it as its first column. */
      readonly keyField: string;
      readonly set: Template;
    })
  | (At & { readonly op: 'reply'; readonly data: Template })
  | (At & { readonly op: 'refuse' | 'fail'; readonly reason: Template })
  | (At & {
      readonly op: 'if';
      readonly condition: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (At & { readonly op: 'dedupe'; readonly key: Template })
  | (At & AppendStatement<Statement>)
  | (At & DeleteStatement)
  | (At & LoadStatement)
  | (At & ReadAtStatement)
  | (At & CommitStatement)
  | (At & ForEachStatement<Statement>)
  | (At & TogetherStatement<Statement>)
  | (At & ScheduleStatement)
  | (At & CancelStatement)
  | (At & ReadRowStatement)
  | (At & ReadTableStatement)
  | (At & WriteRowStatement)
  | (At & DeleteRowStatement)
  | (At & OutboxStatement)
  | (At & TransactionStatement<Statement>)
  | (At & SagaStatement<Statement>)
  | (At & ProcessStatement)
  | (At & RelayStatement);

export type Operation = Statement['op'];
