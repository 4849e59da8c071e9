import { assign, setup } from 'xstate';
import type { Step } from '../scenario/scenario.ts';
import type { GuideState } from './workbench.ts';

type Phase = GuideState['phase'];

interface GuideContext {
  readonly steps: readonly Step[];
  readonly step: number;
  readonly answers: GuideState['answers'];
  readonly gaveUp: boolean;
  /** Since when the guide waits for a condition. */
  readonly fromUs: number;
}

export type GuideEvent =
  /** To the beginning of a step, whose `do` was done at this instant. */
  | { readonly type: 'ENTER'; readonly step: number; readonly nowUs: number }
  /** Back to a step as it was left; `arrived` is past its set-up. */
  | {
      readonly type: 'RESTORE';
      readonly step: number;
      readonly phase: RestorablePhase;
      readonly nowUs: number;
      readonly gaveUp: boolean;
    }
  /** The condition that is waited for came true, or will not. */
  | { readonly type: 'HELD' | 'GAVE_UP' }
  | { readonly type: 'ANSWER'; readonly option: number }
  /** The step's `find` was done at this instant, if it has one: what comes out? */
  | { readonly type: 'FIND'; readonly nowUs: number }
  | { readonly type: 'STEPS'; readonly steps: readonly Step[] };

/** What a link or a memory says about a step; the rest follows from the step and its answer. */
export type RestorablePhase = 'setting-up' | 'arrived' | 'finding-out' | 'compared';

const stepOf = (context: GuideContext): Step | undefined => context.steps[context.step];

/** Where a lesson stands: one step after another, each set up, asked, predicted, found out and compared. */
export const guideMachine = setup({
  types: {
    context: {} as GuideContext,
    events: {} as GuideEvent,
    input: {} as { readonly steps: readonly Step[]; readonly answers: GuideState['answers'] },
  },
  guards: {
    isAsked: ({ context }) => (stepOf(context)?.ask ?? null) !== null,
    isAnswered: ({ context }) => Object.hasOwn(context.answers, context.step),
    findsOut: ({ context }) => (stepOf(context)?.find ?? null) !== null,
    waitsForFinding: ({ context }) => (stepOf(context)?.find?.until ?? null) !== null,
  },
  actions: {
    giveUp: assign({ gaveUp: true }),
    answer: assign({
      answers: ({ context, event }) =>
        event.type === 'ANSWER' ? { ...context.answers, [context.step]: event.option } : context.answers,
    }),
    wait: assign({
      fromUs: ({ context, event }) => ('nowUs' in event ? event.nowUs : context.fromUs),
      gaveUp: false,
    }),
    enter: assign(({ context, event }) => {
      if (event.type !== 'ENTER' && event.type !== 'RESTORE') return {};
      const step = Math.max(0, Math.min(event.step, context.steps.length - 1));
      return { step, fromUs: event.nowUs, gaveUp: event.type === 'RESTORE' && event.gaveUp };
    }),
  },
}).createMachine({
  id: 'guide',
  context: ({ input }) => ({ ...input, step: 0, gaveUp: false, fromUs: 0 }),
  initial: 'arrived',
  on: {
    ENTER: [
      {
        guard: ({ context, event }) => (context.steps[event.step]?.until ?? null) !== null,
        target: '.setting-up',
        actions: 'enter',
      },
      { target: '.arrived', actions: 'enter' },
    ],
    RESTORE: [
      { guard: ({ event }) => event.phase === 'setting-up', target: '.setting-up', actions: 'enter' },
      { guard: ({ event }) => event.phase === 'finding-out', target: '.finding-out', actions: 'enter' },
      { guard: ({ event }) => event.phase === 'compared', target: '.compared', actions: 'enter' },
      { target: '.arrived', actions: 'enter' },
    ],
    STEPS: { actions: assign({ steps: ({ event }) => event.steps }) },
  },
  states: {
    'setting-up': { on: { HELD: 'arrived', GAVE_UP: { target: 'arrived', actions: 'giveUp' } } },
    arrived: {
      always: [{ guard: 'isAsked', target: 'questioned' }, { target: 'reading' }],
    },
    questioned: {
      always: [
        { guard: ({ context }) => !Object.hasOwn(context.answers, context.step), target: 'asking' },
        { guard: 'findsOut', target: 'predicted' },
        { target: 'compared' },
      ],
    },
    reading: {
      on: {
        FIND: [{ guard: 'waitsForFinding', target: 'finding-out', actions: 'wait' }, { target: 'compared' }],
      },
    },
    asking: {
      on: {
        ANSWER: [
          { guard: 'findsOut', target: 'predicted', actions: 'answer' },
          { target: 'compared', actions: 'answer' },
        ],
        FIND: [{ guard: 'waitsForFinding', target: 'finding-out', actions: 'wait' }, { target: 'compared' }],
      },
    },
    predicted: {
      on: {
        ANSWER: { actions: 'answer' },
        FIND: [{ guard: 'waitsForFinding', target: 'finding-out', actions: 'wait' }, { target: 'compared' }],
      },
    },
    'finding-out': { on: { HELD: 'compared', GAVE_UP: { target: 'compared', actions: 'giveUp' } } },
    compared: {},
  },
});

/** The phase that a state of the machine is; it never rests in `arrived` or `questioned`. */
export function phaseOf(state: string): Phase {
  switch (state) {
    case 'setting-up':
    case 'asking':
    case 'predicted':
    case 'finding-out':
    case 'compared':
      return state;
    default:
      return 'reading';
  }
}
