import type { Entry } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import type { Trace } from '../trace/trace.ts';

type Part<E> = E extends Entry ? Omit<E, 'seq' | 'cause'> & { readonly cause?: number | null } : never;
export type HandEntry = Part<Entry>;

/** A trace written by hand: entries in order, numbered. */
export function traceOf(...parts: readonly HandEntry[]): Trace {
  return { entries: parts.map((part, seq) => ({ cause: null, ...part, seq }) as Entry) };
}

export function entryOf(part: HandEntry): Entry {
  return { cause: null, ...part, seq: 0 } as Entry;
}

export function message(id: number, changes: Partial<Message> = {}): Message {
  return {
    id,
    name: 'PlaceOrder',
    kind: 'command',
    source: 'customer',
    data: {},
    key: null,
    label: String(id),
    version: 1,
    correlationId: id,
    causationId: null,
    inReplyTo: null,
    poison: false,
    ...changes,
  };
}

/** A call of the customer to Orders that sets out. */
export function sent(
  tUs: number,
  hop: number,
  what: Message,
  changes: Partial<Part<Extract<Entry, { kind: 'message.sent' }>>> = {},
): HandEntry {
  return {
    kind: 'message.sent',
    tUs,
    at: 'customer',
    hop,
    message: what,
    to: 'orders',
    passage: 'call',
    dueUs: tUs + 10,
    duplicate: false,
    attempt: 1,
    timeoutAtUs: null,
    record: null,
    ...changes,
  };
}

/** A hop from the customer that arrives at Orders. */
export function delivered(tUs: number, hop: number, what: Message): HandEntry {
  return {
    kind: 'message.delivered',
    tUs,
    at: 'orders',
    hop,
    message: what,
    from: 'customer',
    passage: 'call',
    record: null,
  };
}
