import type { ComponentViewBase, TableView } from '../view.ts';

/** What an event store shows. */
export interface EventStoreView extends ComponentViewBase {
  readonly kind: 'event-store';
  /** How many events were ever written. */
  readonly events: number;
  /** `events`, by position, and `streams`, by name. */
  readonly tables: readonly TableView[];
  readonly readers: readonly StoreReaderView[];
  /** Of the last event; -1 before the first. */
  readonly position: number;
  readonly counts: {
    readonly appended: number;
    readonly refused: number;
    readonly repeated: number;
    readonly parked: number;
  };
  readonly snapshots: number;
}

/** Somebody who reads a store, and how far. */
export interface StoreReaderView {
  readonly group: string;
  /** The component; for a group of several, the first. */
  readonly component: string;
  /** The letters of its pin. */
  readonly mark: string;
  /** One stream, several with `*` at the end, or null for all. */
  readonly stream: string | null;
  /** All up to here is handled: a number in its stream, or a position where it reads more than one. */
  readonly place: number;
  /** Events behind that place that it has still to handle. */
  readonly lag: number;
  /** When the first of them was written; null: there is none. */
  readonly behindSinceUs: number | null;
}
