/** The document that the format was agreed on, letter by letter; for tests. */
export const SAMPLE_DOCUMENT = `eventually: 1
id: pizza-async
title: A pizza, asynchronously
seed: 7
messages:
  PlaceOrder:  { kind: command, fields: { orderId: string, pizza: string, amount: number } }
  OrderPlaced: { kind: event, version: 1, fields: { orderId: string, amount: number } }
components:
  customer:
    kind: client
    at: [0, 1]
    sends:
      - command: PlaceOrder
        to: orders
        every: { exponential: 2s }
        data: { orderId: ='o' + string(n), pizza: Margherita, amount: 12 }
  orders:
    kind: service
    at: [1, 1]
    workers: 4
    on:
      PlaceOrder:
        - work: 40ms
        - write: orders
          key: =msg.orderId
          set: { status: placed }
        - publish: OrderPlaced
          to: order-events
          key: =msg.orderId
          data: { orderId: =msg.orderId, amount: =msg.amount }
        - reply: { accepted: true }
  order-events: { kind: log, partitions: 3, at: [2, 1] }
  payment:
    kind: service
    at: [3, 0]
    consumes: [ { from: order-events, group: payment } ]
    on:
      OrderPlaced:
        - dedupe: =msg.orderId
        - work: 120ms
        - write: charges
          key: =msg.orderId
          set: { amount: =msg.amount }
links: [ { between: [orders, order-events], latency: { median: 5ms, p99: 20ms } } ]
fitness:
  - { name: every accepted order is charged once, holds: "orders.orders.all(o, payment.charges.exists(c, c.orderId == o.orderId))", when: quiescent }
steps:
  - title: Payment goes down
    say: Orders are still accepted. Watch payment's lag.
    do: [ { crash: payment } ]
    until: "lag('order-events', 'payment') >= 5"
    ask: { question: What does the customer see?, options: [An error, An accepted order], answer: 1, because: The order service only needs the broker. }
    look: [payment, order-events]
    notes: Ask the room before you press next.
`;
