import { setup } from 'xstate';

/** How long a consumer takes to ask to join its group. */
export const JOIN_US = 20_000;

/** A consumer's membership of its group. `ask` asks the log, which answers when it can. */
export const membershipMachine = setup({
  types: { events: {} as { type: 'enter' | 'assigned' | 'leave' } },
  delays: { join: JOIN_US / 1000 },
  actions: { ask: () => {} },
}).createMachine({
  id: 'membership',
  initial: 'out',
  states: {
    out: { on: { enter: 'joining' } },
    joining: { on: { assigned: 'assigned', leave: 'out' }, after: { join: { actions: 'ask' } } },
    assigned: { on: { leave: 'out' } },
  },
});
