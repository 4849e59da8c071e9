import type { TimeUs } from '../../kernel/time.ts';

/** A span of event time, its end excluded. The global window reaches from -Infinity to Infinity. */
export interface TimeWindow {
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
}

/**
 * How event time is cut. A session lasts until its key has been silent for the gap; with `mergeTouching` sessions that
 * only touch are one (Apache Flink, the book), without it they must overlap (Apache Beam).
 */
export type WindowSpec =
  | { readonly kind: 'global' }
  | { readonly kind: 'tumbling'; readonly sizeUs: TimeUs; readonly offsetUs: TimeUs }
  | { readonly kind: 'sliding'; readonly sizeUs: TimeUs; readonly everyUs: TimeUs; readonly offsetUs: TimeUs }
  | { readonly kind: 'session'; readonly gapUs: TimeUs; readonly mergeTouching: boolean };

const GLOBAL: readonly TimeWindow[] = [{ startUs: -Infinity, endUs: Infinity }];

/** The windows of an element, earliest first; for a session the window that it would have alone. */
export function windowsOf(spec: WindowSpec, eventTimeUs: TimeUs): readonly TimeWindow[] {
  switch (spec.kind) {
    case 'global':
      return GLOBAL;
    case 'tumbling': {
      const startUs = lastStartUs(eventTimeUs, spec.sizeUs, spec.offsetUs);
      return [{ startUs, endUs: startUs + spec.sizeUs }];
    }
    case 'sliding': {
      const windows: TimeWindow[] = [];
      const last = lastStartUs(eventTimeUs, spec.everyUs, spec.offsetUs);
      for (let startUs = last; startUs > eventTimeUs - spec.sizeUs; startUs -= spec.everyUs) {
        windows.push({ startUs, endUs: startUs + spec.sizeUs });
      }
      return windows.reverse();
    }
    case 'session':
      return [{ startUs: eventTimeUs, endUs: eventTimeUs + spec.gapUs }];
  }
}

/** Whether two sessions are one. */
export function belongTogether(a: TimeWindow, b: TimeWindow, mergeTouching: boolean): boolean {
  return mergeTouching ? a.startUs <= b.endUs && b.startUs <= a.endUs : a.startUs < b.endUs && b.startUs < a.endUs;
}

/** The smallest window that covers both. */
export function span(a: TimeWindow, b: TimeWindow): TimeWindow {
  return { startUs: Math.min(a.startUs, b.startUs), endUs: Math.max(a.endUs, b.endUs) };
}

export function sameWindow(a: TimeWindow, b: TimeWindow): boolean {
  return a.startUs === b.startUs && a.endUs === b.endUs;
}

function lastStartUs(tUs: TimeUs, everyUs: TimeUs, offsetUs: TimeUs): TimeUs {
  return offsetUs + Math.floor((tUs - offsetUs) / everyUs) * everyUs;
}
