import type { ServiceView, TableView } from '../view.ts';

/** What a read model shows. Its tables are those of the version that serves. */
export interface ReadModelView extends Omit<ServiceView, 'kind' | 'queue'> {
  readonly kind: 'view';
  /** The version that answers queries. */
  readonly build: number;
  /** All events up to here are in its rows. */
  readonly position: number;
  /** A new version on its way; null: none. */
  readonly building: {
    readonly build: number;
    readonly position: number;
    readonly tables: readonly TableView[];
  } | null;
  /** How many queries wait for it to get to a position. */
  readonly waiting: number;
}
