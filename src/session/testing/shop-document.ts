/** A small shop for tests: orders call payment; in the variant `async` they publish an event that payment reads. */
export const shopDocument = {
  eventually: 1,
  id: 'shop',
  title: 'A shop',
  seed: 7,
  speed: 0.5,
  variant: { id: 'sync', title: 'Synchronous' },
  messages: {
    PlaceOrder: { kind: 'command', fields: { orderId: 'string' } },
    Charge: { kind: 'command', fields: { orderId: 'string' } },
    OrderPlaced: { kind: 'event', fields: { orderId: 'string' } },
  },
  components: {
    customer: {
      kind: 'client',
      sends: [
        {
          command: 'PlaceOrder',
          to: 'orders',
          every: { uniform: ['150ms', '300ms'] },
          data: { orderId: "='o' + string(n)" },
          timeout: '2s',
        },
      ],
    },
    orders: {
      kind: 'service',
      workers: 8,
      on: {
        PlaceOrder: [
          { work: { exponential: '20ms' } },
          { call: 'Charge', to: 'payment', data: { orderId: '=msg.orderId' }, timeout: '400ms' },
          { write: 'orders', key: '=msg.orderId', set: { status: 'placed' } },
          { reply: { accepted: true } },
        ],
      },
    },
    payment: {
      kind: 'service',
      on: {
        Charge: [
          { work: '60ms' },
          { write: 'charges', key: '=msg.orderId', set: { status: 'charged' } },
          { work: '30ms' },
        ],
      },
    },
  },
  network: { latency: { lognormal: { median: '20ms', p99: '80ms' } } },
  variants: {
    async: {
      title: 'Asynchronous',
      patch: {
        components: {
          orders: {
            on: {
              PlaceOrder: [
                { work: { exponential: '20ms' } },
                { write: 'orders', key: '=msg.orderId', set: { status: 'placed' } },
                { publish: 'OrderPlaced', to: 'order-events', key: '=msg.orderId', data: { orderId: '=msg.orderId' } },
                { reply: { accepted: true } },
              ],
            },
          },
          'order-events': { kind: 'log', partitions: 2 },
          payment: {
            consumes: [{ from: 'order-events', group: 'payment' }],
            on: {
              Charge: null,
              OrderPlaced: [
                { dedupe: '=msg.orderId' },
                { work: '60ms' },
                { write: 'charges', key: '=msg.orderId', set: { status: 'charged' } },
                { work: '20ms' },
                { work: '10ms' },
              ],
            },
          },
        },
      },
    },
  },
  steps: [
    {
      title: 'Orders flow',
      say: 'The customer waits.',
      until: "count('customer', 'ok') >= 2",
      look: ['orders'],
      ask: { question: 'Who waits?', options: ['Nobody', 'The customer'], answer: 1, because: 'It is a call.' },
    },
    {
      title: 'Payment goes down',
      say: 'What now?',
      look: ['payment'],
      ask: { question: 'What comes?', options: ['An order', 'A failure'], answer: 1, because: 'Nobody answers.' },
      find: { do: [{ crash: 'payment' }], until: "count('customer', 'failed') + count('customer', 'timeout') >= 1" },
    },
    { title: 'Payment is back', say: 'Good.', do: [{ restart: 'payment' }], until: "state('payment') == 'up'" },
    {
      title: 'With an event',
      say: 'Look.',
      variant: 'async',
      until: "count('customer', 'ok') >= 3",
      look: ['order-events'],
    },
    { title: 'At a line', say: 'In the middle of it.', until: "line('payment') == 6" },
    { title: 'Never', say: 'It does not come.', until: "count('customer', 'sent') < 0", patience: '3s' },
    { title: 'The end', say: 'That was it.' },
  ],
};

/** A shop that closes: three orders, and then nothing ever happens. */
export const closingDocument = {
  eventually: 1,
  id: 'closing',
  title: 'A shop that closes',
  messages: { PlaceOrder: { kind: 'command', fields: { orderId: 'string' } } },
  components: {
    customer: {
      kind: 'client',
      sends: [{ command: 'PlaceOrder', to: 'orders', every: '100ms', count: 3, data: { orderId: "='o' + string(n)" } }],
    },
    orders: { kind: 'service', on: { PlaceOrder: [{ work: '10ms' }, { reply: { accepted: true } }] } },
  },
};
