import { setup } from 'xstate';

/**
 * The life of a circuit breaker, of whichever product: the products differ in when they send these events.
 * Its timers stay outside: a breaker is told the time, so that the same code runs in the simulator and against its references.
 */
export const breakerMachine = setup({
  types: { events: {} as { type: 'trip' } | { type: 'probe' } | { type: 'recover' } },
}).createMachine({
  id: 'breaker',
  initial: 'closed',
  states: {
    closed: { on: { trip: 'open' } },
    open: { on: { probe: 'half-open' } },
    'half-open': { on: { trip: 'open', recover: 'closed' } },
  },
});
