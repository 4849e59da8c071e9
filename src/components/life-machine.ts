import { assign, setup } from 'xstate';

/** The life of any component. `restartMs` of the input is the time from Restart to being up; timers run on the virtual clock. */
export const lifeMachine = setup({
  types: {
    context: {} as { factor: number; restartMs: number },
    input: {} as { restartMs: number },
    events: {} as { type: 'crash' } | { type: 'restart' } | { type: 'slow'; factor: number },
  },
  delays: { restart: ({ context }) => context.restartMs },
  actions: {
    setFactor: assign({ factor: ({ event }) => (event.type === 'slow' ? event.factor : 1) }),
  },
}).createMachine({
  id: 'life',
  context: ({ input }) => ({ factor: 1, restartMs: input.restartMs }),
  initial: 'up',
  states: {
    up: {
      on: {
        crash: 'crashed',
        slow: { guard: ({ event }) => event.factor !== 1, target: 'slow', actions: 'setFactor' },
      },
    },
    slow: {
      on: {
        crash: { target: 'crashed', actions: assign({ factor: 1 }) },
        slow: [
          { guard: ({ event }) => event.factor === 1, target: 'up', actions: 'setFactor' },
          { target: 'slow', reenter: true, actions: 'setFactor' },
        ],
      },
    },
    crashed: { on: { restart: 'restarting' } },
    restarting: { on: { crash: 'crashed' }, after: { restart: 'up' } },
  },
});
