import type { TimeUs } from '../../kernel/time.ts';

/**
 * When a window emits a pane, after Apache Beam's triggers. `repeatedlyAtWatermark` is Beam's default trigger;
 * `afterWatermark` fires `early` again and again before the window's end, once at it, and `late` again and again after it.
 */
export type TriggerSpec =
  | { readonly kind: 'never' }
  | { readonly kind: 'repeatedlyAtWatermark' }
  | { readonly kind: 'afterWatermark'; readonly early: TriggerSpec | null; readonly late: TriggerSpec | null }
  /** So many elements since the last pane. */
  | { readonly kind: 'elementCount'; readonly count: number }
  /** So much processing time after the first element since the last pane, then up to the next multiple of `alignUs`. */
  | { readonly kind: 'processingTime'; readonly delayUs: TimeUs; readonly alignUs: TimeUs | null }
  | { readonly kind: 'repeatedly'; readonly trigger: TriggerSpec }
  /** When the first of them fires. */
  | { readonly kind: 'any'; readonly of: readonly TriggerSpec[] }
  /** When all of them would fire. */
  | { readonly kind: 'all'; readonly of: readonly TriggerSpec[] }
  /** One after the other. */
  | { readonly kind: 'inOrder'; readonly of: readonly TriggerSpec[] }
  /** As `trigger`, until `until` has fired. */
  | { readonly kind: 'orFinally'; readonly trigger: TriggerSpec; readonly until: TriggerSpec };
