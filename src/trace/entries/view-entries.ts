import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** A row is gone. */
export interface TableDeleted extends Base {
  readonly kind: 'table.deleted';
  readonly table: string;
  readonly key: string;
  readonly label: string;
  /** Read models: which version of it; left out: the component has no versions. */
  readonly build?: number;
}

/** A read model has handled an event: its rows say what the event says. */
export interface ViewApplied extends Base {
  readonly kind: 'view.applied';
  readonly build: number;
  readonly partition: number;
  /** Everything up to this place is in the rows. */
  readonly place: number;
  /** The same as a position token. */
  readonly position: number;
  readonly message: Message;
  /** Whether its place is saved: after a crash it goes on behind it. */
  readonly saved: boolean;
}

/** Nothing that a read model follows lies between its position and this one. */
export interface ViewAdvanced extends Base {
  readonly kind: 'view.advanced';
  readonly build: number;
  readonly position: number;
}

/** A new version of a read model is made from the first event on, while the old one serves. */
export interface ViewRebuilding extends Base {
  readonly kind: 'view.rebuilding';
  readonly build: number;
}

/** The new version has caught up with the old one and serves in its place. */
export interface ViewSwitched extends Base {
  readonly kind: 'view.switched';
  readonly from: number;
  readonly build: number;
  readonly position: number;
}

/** A query waits until the read model has got to a position. */
export interface ViewAwaited extends Base {
  readonly kind: 'view.awaited';
  readonly message: Message;
  readonly position: number;
  readonly wanted: number;
  readonly untilUs: number;
}

/** The waiting of a query is over: the position is reached, or it waits no longer. */
export interface ViewReached extends Base {
  readonly kind: 'view.reached' | 'view.late';
  readonly message: Message;
  readonly position: number;
  readonly wanted: number;
}

export type ViewEntry =
  | TableDeleted
  | ViewApplied
  | ViewAdvanced
  | ViewRebuilding
  | ViewSwitched
  | ViewAwaited
  | ViewReached;
