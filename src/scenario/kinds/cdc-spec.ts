import type { ComponentBase } from '../scenario.ts';

/** A connector that tails a database's log and publishes what it finds. */
export interface CdcSpec extends ComponentBase {
  readonly kind: 'cdc';
  readonly source: string;
  /** null: all. */
  readonly captured: readonly string[] | null;
  /** The broker. */
  readonly to: string;
  /** The event by which a change is told: one for all tables, or by table. Not for an outbox, whose rows name theirs. */
  readonly events: string | ReadonlyMap<string, string>;
  /** The table whose rows are messages to be published; null: changes are told as they are. */
  readonly outbox: string | null;
  readonly snapshot: 'initial' | 'never';
  readonly tombstones: boolean;
  /** Each event says its place in its transaction. */
  readonly transactionOrder: boolean;
  /** How often its position is stored. */
  readonly storeEveryUs: number;
  readonly restartUs: number;
}

/** A relay that looks into an outbox now and then, publishes what it finds and deletes it. */
export interface OutboxRelaySpec extends ComponentBase {
  readonly kind: 'outbox-relay';
  readonly source: string;
  readonly table: string;
  readonly to: string;
  readonly everyUs: number;
  /** How many messages it publishes at the same time. */
  readonly batch: number;
  readonly restartUs: number;
}
