import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';

/** How a handler answers its request. */
export interface Answer {
  readonly kind: 'reply' | 'error';
  readonly data: Data;
}

/** The tables of one service. They survive a crash; what a task has not yet committed does not. */
export class Tables {
  /** Which version of a read model they are of; null: of a component without versions. */
  readonly build: number | null;
  readonly #tables = new Map<string, Map<string, Row>>();
  /** The inbox table: keys of messages that were handled to their end, per handler, with the answers they got. */
  readonly #handled = new Map<string, Answer>();

  constructor(build: number | null = null) {
    this.build = build;
  }

  get(table: string, key: string): Row | null {
    return this.#tables.get(table)?.get(key) ?? null;
  }

  /** Returns true where the row is new. */
  set(table: string, key: string, row: Row): boolean {
    let rows = this.#tables.get(table);
    if (rows === undefined) this.#tables.set(table, (rows = new Map()));
    const isNew = !rows.has(key);
    rows.set(key, row);
    return isNew;
  }

  /** Returns false where there is no such row. */
  delete(table: string, key: string): boolean {
    return this.#tables.get(table)?.delete(key) === true;
  }

  /** The answer that the message with this key got; undefined where it wasn't handled to its end. */
  answerTo(inboxKey: string): Answer | undefined {
    return this.#handled.get(inboxKey);
  }

  markHandled(inboxKey: string, answer: Answer): void {
    this.#handled.set(inboxKey, answer);
  }
}
