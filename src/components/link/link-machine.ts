import { setup } from 'xstate';

type LinkEvent =
  | { type: 'cut' | 'heal' }
  | { type: 'latency'; slow: boolean }
  | { type: 'loss' | 'duplication' | 'reordering'; on: boolean };

/** The condition of a link: five independent faults. Healing ends all of them. */
export const linkMachine = setup({ types: { events: {} as LinkEvent } }).createMachine({
  id: 'link',
  type: 'parallel',
  states: {
    path: { initial: 'whole', states: { whole: { on: { cut: 'cut' } }, cut: { on: { heal: 'whole' } } } },
    speed: {
      initial: 'normal',
      states: {
        normal: { on: { latency: { guard: ({ event }) => event.slow, target: 'slow' } } },
        slow: { on: { heal: 'normal', latency: { guard: ({ event }) => !event.slow, target: 'normal' } } },
      },
    },
    loss: {
      initial: 'none',
      states: {
        none: { on: { loss: { guard: ({ event }) => event.on, target: 'lossy' } } },
        lossy: { on: { heal: 'none', loss: { guard: ({ event }) => !event.on, target: 'none' } } },
      },
    },
    copies: {
      initial: 'single',
      states: {
        single: { on: { duplication: { guard: ({ event }) => event.on, target: 'duplicating' } } },
        duplicating: { on: { heal: 'single', duplication: { guard: ({ event }) => !event.on, target: 'single' } } },
      },
    },
    order: {
      initial: 'kept',
      states: {
        kept: { on: { reordering: { guard: ({ event }) => event.on, target: 'reordering' } } },
        reordering: { on: { heal: 'kept', reordering: { guard: ({ event }) => !event.on, target: 'kept' } } },
      },
    },
  },
});

const faults = ['cut', 'slow', 'lossy', 'duplicating', 'reordering'];

/** The machine's value in one word per fault, joined with `+`; `ok` without one. */
export function linkCondition(value: { readonly [region: string]: string }): string {
  const now = Object.values(value).filter((state) => faults.includes(state));
  return now.length === 0 ? 'ok' : now.join('+');
}
