import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { ChangeRecord } from './change-event.ts';

/** A message that waits in an outbox table, in the columns of Debezium's outbox event router. */
export interface OutboxMessage {
  readonly id: string;
  /** Messages of one aggregate keep their order: it is their key. */
  readonly aggregateId: string;
  readonly type: string;
  readonly payload: Data;
}

/** An outbox row as a message. */
export function outboxMessage(row: Row): OutboxMessage {
  const { id, aggregateid, type, payload } = row;
  return { id: textOf(id), aggregateId: textOf(aggregateid), type: textOf(type), payload: payload ?? null };
}

/** A message as an outbox row. */
export function outboxRow({ id, aggregateId, type, payload }: OutboxMessage): Row {
  return { id, aggregateid: aggregateId, type, payload };
}

/** The request that wrote a row of the outbox, by whose id the row's begins. */
export function requestOf(id: string): number {
  return Number(id.split('-')[0]);
}

/** What a change of an outbox table means. */
export type Routed =
  | { readonly kind: 'message'; readonly message: OutboxMessage }
  /** A row was cleared away, or it is a tombstone. */
  | { readonly kind: 'ignored' }
  /** Rows of an outbox aren't changed: somebody uses it wrongly. */
  | { readonly kind: 'unexpected'; readonly why: string };

/** Turns a change event of an outbox table into the message that it holds. */
export function routeOutbox({ table, value }: ChangeRecord): Routed {
  if (value === null || value.op === 'd' || value.op === 't' || value.op === 'm') return { kind: 'ignored' };
  if (value.op === 'u') return { kind: 'unexpected', why: `a row of the outbox ${table} was changed, not added` };
  return { kind: 'message', message: outboxMessage(value.after ?? {}) };
}

function textOf(data: Data | undefined): string {
  return typeof data === 'string' ? data : JSON.stringify(data ?? null);
}
