import type { Data, Message } from '../trace/message.ts';
import { entriesOf, MS } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** Where the orders say where Lisa and Paul live, delivery reads it and the rogue wants to. */
export interface ShopOptions {
  readonly vault?: string;
  /** Of `OrderPlaced`. */
  readonly personal?: string;
  /** Fields of the document's top, a line each. */
  readonly top?: string;
  readonly orders?: string;
  readonly log?: string;
  readonly rogue?: string;
  readonly count?: number;
  readonly every?: string;
}

export const ENCRYPTED = '{ fields: [address], subject: =msg.customer, vault: keys }';

/** Order n is placed after n seconds where nothing else is said; the second is Paul's, all others are Lisa's. */
export function shop(options: ShopOptions = {}): string {
  const {
    vault = 'encrypt: [orders], decrypt: [delivery]',
    personal = ENCRYPTED,
    top = '',
    orders = '',
    log = '',
    rogue = 'consumes: [{ from: order-events }]',
    count = 3,
    every = '1s',
  } = options;
  return `
messages:
  Place: { kind: command, fields: { orderId: string, customer: string, address: string } }
  OrderPlaced:
    kind: event
    fields: { orderId: string, customer: string, address: string }
    personal: ${personal}
  Rotate: { kind: command, fields: { subject: string } }
  Forget: { kind: command, fields: { subject: string } }
  Rewrap: { kind: command, fields: { subject: string, sealed: string } }
components:
  people:
    kind: client
    sends: [{ command: Place, to: orders, every: ${every}, count: ${count}, timeout: 20s, data: { orderId: "='o' + string(n)", customer: "=n == 2 ? 'paul' : 'lisa'", address: "='Street ' + string(n)" } }]
  orders:
    kind: service
    on: { Place: [{ publish: OrderPlaced, to: order-events, data: =msg, timeout: 20s }, { reply: {} }] }
    ${orders}
  order-events: { kind: log, ${log} }
  delivery:
    kind: service
    on: { OrderPlaced: [{ write: parcels, key: =msg.orderId, set: { customer: =msg.customer, address: =msg.address } }] }
    consumes: [{ from: order-events }]
  rogue:
    kind: service
    on: { OrderPlaced: [{ write: loot, key: =msg.orderId, set: { customer: =msg.customer, address: =msg.address } }] }
    ${rogue}
  keys: { kind: vault, ${vault} }
${top}
`;
}

/** The addresses that a component wrote, in order. */
export function addresses(run: Simulation, at: string): readonly Data[] {
  return entriesOf(run, 'table.written', at).map(({ row }) => row['address'] as Data);
}

/** Messages as they were at other places than in the memory of who may read them: on links, in the log, with the rogue. */
export function onTheWay(run: Simulation): readonly Message[] {
  const sent = entriesOf(run, 'message.sent').filter(
    ({ message }) => message.name === 'OrderPlaced' && message.kind === 'event',
  );
  return [...sent, ...entriesOf(run, 'log.appended')].map(({ message }) => message);
}

/** When something happened, in milliseconds. */
export const ms = ({ tUs }: { readonly tUs: number }): number => tUs / MS;
