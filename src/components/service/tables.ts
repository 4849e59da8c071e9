import type { Row } from '../../scenario/scenario.ts';

/** The tables of one service. They survive a crash; what a task has not yet committed does not. */
export class Tables {
  readonly #tables = new Map<string, Map<string, Row>>();
  /** Keys of messages that were handled to their end, per handler: the inbox table. */
  readonly #handled = new Set<string>();

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

  wasHandled(inboxKey: string): boolean {
    return this.#handled.has(inboxKey);
  }

  markHandled(inboxKey: string): void {
    this.#handled.add(inboxKey);
  }
}
