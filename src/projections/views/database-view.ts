import type { ComponentViewBase, TableView } from '../view.ts';

/** One query that uses the disk. */
export interface QueryView {
  readonly query: number;
  readonly what: 'read' | 'scan' | 'commit';
  readonly table: string;
  readonly label: string;
  readonly sinceUs: number;
  readonly needUs: number;
}

/** A database as it is at one instant. */
export interface DatabaseView extends ComponentViewBase {
  readonly kind: 'database';
  readonly tables: readonly TableView[];
  /** The disk, which the queries share equally. */
  readonly channels: number;
  readonly queries: readonly QueryView[];
  /** The log's end. */
  readonly lsn: number;
  /** Per replica: how many of its rows are not at their newest version. Empty without replicas. */
  readonly replicas: readonly { readonly behind: number }[];
  readonly counts: { readonly [outcome: string]: number };
  readonly depth: number;
}

/** A connector, or a relay of an outbox, at one instant. */
export interface CdcView extends ComponentViewBase {
  readonly kind: 'cdc' | 'outbox-relay';
  readonly source: string;
  /** The place of the last change that it handed over. */
  readonly lsn: number;
  /** Where a restart goes on; null for relays, which keep no position. */
  readonly storedLsn: number | null;
  /** From the commit of the last change to its handing over. */
  readonly lagUs: number;
  readonly counts: { readonly [outcome: string]: number };
}
