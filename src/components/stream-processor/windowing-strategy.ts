import type { TimeUs } from '../../kernel/time.ts';
import type { WindowSpec } from './time-window.ts';
import type { TriggerSpec } from './trigger-spec.ts';

/** The four questions of the streaming model: which windows, when in processing time, how results relate, how late. */
export interface WindowingStrategy {
  readonly window: WindowSpec;
  readonly trigger: TriggerSpec;
  /** A pane holds what came since the last one, or all that came; retracting also takes the last one back. */
  readonly accumulation: 'discarding' | 'accumulating' | 'retracting';
  /** How far the watermark may pass a window's end before its state goes; Infinity keeps it until the end of time. */
  readonly allowedLatenessUs: TimeUs;
  /** Whether an element's lateness is judged by the session it would be alone (Beam) or by the one it joins (Flink). */
  readonly latenessOf: 'own-window' | 'merged-window';
  /** Whether a window says that its end is reached even when nothing is new (Beam's default). */
  readonly emptyOnTimePane: boolean;
  /** Whether what no trigger has fired for is emitted when the window expires (Beam), or is gone (Flink). */
  readonly closingPane: boolean;
}

/** What Apache Beam does when nothing is configured. */
export const BEAM_DEFAULTS: WindowingStrategy = {
  window: { kind: 'global' },
  trigger: { kind: 'repeatedlyAtWatermark' },
  accumulation: 'discarding',
  allowedLatenessUs: 0,
  latenessOf: 'own-window',
  emptyOnTimePane: true,
  closingPane: true,
};

/** What Apache Flink's event-time windows do when nothing is configured. */
export const FLINK_DEFAULTS: WindowingStrategy = {
  window: { kind: 'global' },
  trigger: { kind: 'afterWatermark', early: null, late: { kind: 'elementCount', count: 1 } },
  accumulation: 'accumulating',
  allowedLatenessUs: 0,
  latenessOf: 'merged-window',
  emptyOnTimePane: false,
  closingPane: false,
};
