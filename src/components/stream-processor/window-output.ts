import type { TimeUs } from '../../kernel/time.ts';
import type { TimeWindow } from './time-window.ts';

export type PaneTiming = 'EARLY' | 'ON_TIME' | 'LATE';

/** A result of a window, of possibly many. */
export interface Pane<Result> {
  readonly kind: 'pane';
  readonly key: string;
  readonly window: TimeWindow;
  readonly value: Result;
  readonly timing: PaneTiming;
  /** The count of the window's panes before it. */
  readonly index: number;
  /** The count of the window's panes before it that weren't early; null when it is early itself. */
  readonly onTimeIndex: number | null;
  readonly isFirst: boolean;
  /** No other pane of the window can follow. */
  readonly isLast: boolean;
}

/** A result that no longer holds. */
export interface Retraction<Result> {
  readonly kind: 'retraction';
  readonly key: string;
  readonly window: TimeWindow;
  readonly value: Result;
}

/** An element that a window didn't take: after the allowed lateness, after the trigger's last pane, or because none covers it. */
export interface Dropped<Value> {
  readonly kind: 'dropped';
  readonly key: string;
  /** Null when no window covers the element. */
  readonly window: TimeWindow | null;
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
  readonly why: 'late' | 'closed' | 'uncovered';
}

/** Sessions that have become one. */
export interface Merged {
  readonly kind: 'merged';
  readonly key: string;
  readonly from: readonly TimeWindow[];
  readonly window: TimeWindow;
}

/** The watermark has passed a window's end and allowed lateness: its state is gone. */
export interface Expired {
  readonly kind: 'expired';
  readonly key: string;
  readonly window: TimeWindow;
}

export type WindowOutput<Value, Result> = Pane<Result> | Retraction<Result> | Dropped<Value> | Merged | Expired;
