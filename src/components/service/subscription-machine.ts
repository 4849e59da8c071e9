import { setup } from 'xstate';

/** How a service follows an event store: it reads what there is, then waits for what comes. */
export const subscriptionMachine = setup({
  types: {
    events: {} as { type: 'enter' } | { type: 'caughtUp' } | { type: 'behind' } | { type: 'leave' },
  },
}).createMachine({
  id: 'subscription',
  initial: 'out',
  states: {
    out: { on: { enter: 'catching up' } },
    'catching up': { on: { caughtUp: 'live', leave: 'out' } },
    live: { on: { behind: 'catching up', leave: 'out' } },
  },
});
