import { setup } from 'xstate';

/** How long a consumer takes to join its group. */
export const JOIN_US = 20_000;

/** A consumer's membership of its group. */
export const membershipMachine = setup({
  types: { events: {} as { type: 'enter' | 'leave' } },
  delays: { join: JOIN_US / 1000 },
}).createMachine({
  id: 'membership',
  initial: 'out',
  states: {
    out: { on: { enter: 'joining' } },
    joining: { on: { leave: 'out' }, after: { join: 'assigned' } },
    assigned: { on: { leave: 'out' } },
  },
});
