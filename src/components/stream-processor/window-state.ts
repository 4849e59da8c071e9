import type { TimeWindow } from './time-window.ts';
import type { TriggerState } from './trigger-state.ts';
import type { PaneTiming } from './window-output.ts';

/** What was emitted and would have to be taken back. */
export interface Emitted<Result> {
  readonly window: TimeWindow;
  readonly value: Result;
}

/** One key's window that still takes elements. */
export interface WindowState<Gathered, Result> {
  readonly window: TimeWindow;
  readonly trigger: TriggerState;
  gathered: Gathered;
  /** The elements since the last pane. */
  pending: number;
  /** Whether one of them came before the watermark reached the window's end: then their pane is on time whenever it comes. */
  pendingOnTime: boolean;
  /** Whether the watermark's arrival at the end has been dealt with. */
  endSeen: boolean;
  panes: number;
  /** The panes that weren't early. */
  onTimePanes: number;
  lastTiming: PaneTiming | null;
  /** In retracting mode: the results that the next pane replaces. */
  emitted: Emitted<Result>[];
}

/** A window's state before its first element. */
export function freshState<Gathered, Result>(
  window: TimeWindow,
  trigger: TriggerState,
  gathered: Gathered,
  watermarkUs: number,
): WindowState<Gathered, Result> {
  return {
    window,
    trigger,
    gathered,
    pending: 0,
    pendingOnTime: false,
    endSeen: watermarkUs >= window.endUs,
    panes: 0,
    onTimePanes: 0,
    lastTiming: null,
    emitted: [],
  };
}
