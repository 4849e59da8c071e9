import type { StoredEvent } from './stored-event.ts';

/** A sequence of events that subscriptions follow: one stream, or all of them. */
export interface EventSource {
  /** The first event at this place or after it that readers see now; null where there is none yet. */
  next(place: number, nowUs: number): StoredEvent | null;
  /** Where the event stands in this sequence. */
  placeOf(event: StoredEvent): number;
  /** The place of the last event so far, seen or not; -1 without events. */
  lastPlace(): number;
  /** Whether nothing can ever come any more. */
  isDeleted(): boolean;
}
