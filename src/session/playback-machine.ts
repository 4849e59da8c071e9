import { assign, setup } from 'xstate';
import { LATEST_US } from '../share/run-link.ts';

/** A frame never counts for more wall time than this, so that a tab that was hidden goes on where it was left. */
const LONGEST_FRAME_MS = 250;
export const SLOWEST = 0.01;
export const FASTEST = 10;

interface PlaybackContext {
  /** The instant that is shown. */
  readonly tUs: number;
  /** Where the frame at hand leads, unless something stops it. */
  readonly dueUs: number;
  /** The part of a microsecond that frames have not used yet. */
  readonly carryUs: number;
  readonly speed: number;
}

export type PlaybackEvent =
  | { readonly type: 'PLAY' | 'PAUSE' | 'TOGGLE' | 'NOTHING_LEFT' | 'SOMETHING_LEFT' }
  /** Wall time enters here and nowhere else. */
  | { readonly type: 'FRAME'; readonly elapsedMs: number }
  /** The run was played, or jumped, to this instant. */
  | { readonly type: 'ARRIVED'; readonly tUs: number }
  | { readonly type: 'SPEED'; readonly speed: number };

/**
 * Whether time runs, how fast, and where it stands. `at-end` is playing on although nothing more happens.
 * It moves no simulation: whoever owns it plays the run to `dueUs` and reports with `ARRIVED`.
 */
export const playbackMachine = setup({
  types: {
    context: {} as PlaybackContext,
    events: {} as PlaybackEvent,
    input: {} as { readonly tUs: number; readonly speed: number },
  },
}).createMachine({
  id: 'playback',
  context: ({ input }) => ({ tUs: input.tUs, dueUs: input.tUs, carryUs: 0, speed: bounded(input.speed, 1) }),
  initial: 'paused',
  on: {
    ARRIVED: { actions: assign(({ event }) => ({ tUs: event.tUs, dueUs: event.tUs })) },
    SPEED: { actions: assign(({ context, event }) => ({ speed: bounded(event.speed, context.speed) })) },
  },
  states: {
    paused: {
      entry: assign({ carryUs: 0 }),
      on: { PLAY: 'running', TOGGLE: 'running' },
    },
    running: {
      initial: 'playing',
      on: {
        PAUSE: 'paused',
        TOGGLE: 'paused',
        FRAME: {
          actions: assign(({ context, event }) => {
            const wallMs = Math.min(Math.max(event.elapsedMs, 0), LONGEST_FRAME_MS);
            const us = context.carryUs + (Number.isFinite(wallMs) ? wallMs : 0) * 1_000 * context.speed;
            const whole = Math.floor(us);
            return { dueUs: Math.min(context.tUs + whole, LATEST_US), carryUs: us - whole };
          }),
        },
      },
      states: {
        playing: { on: { NOTHING_LEFT: 'at-end' } },
        'at-end': { on: { SOMETHING_LEFT: 'playing' } },
      },
    },
  },
});

function bounded(speed: number, otherwise: number): number {
  return Number.isFinite(speed) ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : otherwise;
}
