import type { Data } from '../../trace/message.ts';
import type { TransactionAborted } from '../../trace/entries/database-entries.ts';
import type { CommittedTransaction } from '../change-source.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** What a database says: into the trace, and to whoever asked it. */
export class DatabaseVoice {
  readonly #world: World;
  readonly #owner: string;

  constructor(world: World, owner: string) {
    this.#world = world;
    this.#owner = owner;
  }

  /** Where and when an entry of this instant is. */
  base(cause: number) {
    const { trace, clock } = this.#world;
    return { seq: trace.next, tUs: clock.nowUs, at: this.#owner, cause };
  }

  /** Says what a transaction has done; returns the seq of its commit. */
  committed({ id, changes, commitLsn }: CommittedTransaction, label: string, cause: number): number {
    const { trace } = this.#world;
    const said = changes.map(({ kind, table, key }) => ({ op: kind, table, key }));
    const seq = trace.append({
      ...this.base(cause),
      kind: 'transaction.committed',
      transaction: id,
      lsn: commitLsn,
      changes: said,
      label,
    });
    for (const { kind, table, key, after } of changes) {
      const isNew = kind === 'insert';
      if (after !== null)
        trace.append({ ...this.base(seq), kind: 'table.written', table, key, row: after, isNew, label });
      else if (kind === 'delete') trace.append({ ...this.base(seq), kind: 'table.deleted', table, key, label });
    }
    return seq;
  }

  aborted(what: Pick<TransactionAborted, 'reason' | 'table' | 'key' | 'why' | 'label'>, cause: number): number {
    return this.#world.trace.append({ ...this.base(cause), kind: 'transaction.aborted', ...what });
  }

  answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    const { network, messages } = this.#world;
    network.ship({
      message: messages.answer(hop.message, this.#owner, kind, data),
      from: this.#owner,
      to: hop.from,
      passage: 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }

  /** A request that was under way is gone with the process. */
  dropped({ message, from, final }: Hop, cause: number): void {
    this.#world.trace.append({
      ...this.base(cause),
      kind: 'message.dropped',
      hop: null,
      message,
      from,
      to: this.#owner,
      reason: 'crash',
      why: dropWords.crash,
      mayComeAgain: !final,
    });
  }
}
