import type { TimeUs } from '../../kernel/time.ts';
import type { TimeWindow } from './time-window.ts';

/** What a trigger looks at besides its own state. */
export interface TriggerContext {
  readonly window: TimeWindow;
  readonly watermarkUs: TimeUs;
  readonly nowUs: TimeUs;
  /** Whether windows of this kind merge: then parts of a trigger that wait for their turn must listen already. */
  readonly merging: boolean;
}

/** One window's progress through a trigger. A finished trigger fires no more, and its window is closed. */
export interface TriggerState {
  finished: boolean;
  onElement(context: TriggerContext): void;
  shouldFire(context: TriggerContext): boolean;
  onFire(context: TriggerContext): void;
  /** The first processing time after `afterUs` at which it may fire without another element; Infinity when there is none. */
  dueUs(afterUs: TimeUs): TimeUs;
  /** Forgets what it has counted. */
  clear(): void;
  /** Forgets that it has finished, too. */
  reset(): void;
  /** Becomes the state of the window that the windows of `sources` (of the same trigger) are merged into. */
  merge(sources: readonly TriggerState[], context: TriggerContext): void;
}

/** Whether the watermark has reached the window's end: no more elements of it are expected. */
export function endReached({ window, watermarkUs }: TriggerContext): boolean {
  return watermarkUs >= window.endUs;
}
