import type { TimeUs } from '../../kernel/time.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { ChangeSource, RowSnapshot } from '../change-source.ts';
import { recordsOf, snapshotRecord } from './change-event.ts';
import type { ChangeRecord, EnvelopeSettings } from './change-event.ts';

/** How far a connector has come: everything up to a place in the log, and some records of the transaction behind it. */
export interface SourcePosition {
  /** A commit record, or where the snapshot was taken; null: nothing yet, the snapshot included. */
  readonly lsn: number | null;
  /** How many records of what comes next. */
  readonly records: number;
}

export interface ConnectorSettings extends EnvelopeSettings {
  /** null: all. */
  readonly tables: readonly string[] | null;
  /** `initial`: the rows that are there first; `never`: changes from the log's beginning. */
  readonly snapshot: 'initial' | 'never';
}

/** What the connector hands out, and where it stands once that is published. */
export interface HandedOut {
  readonly record: ChangeRecord;
  readonly position: SourcePosition;
}

/**
 * A change-data-capture connector: see spec.md beside it. Records are taken in order, acknowledged in order, and the
 * position of the last acknowledged one is stored now and then; a restart goes on from what is stored.
 */
export class ConnectorCore {
  readonly #source: ChangeSource;
  readonly #settings: ConnectorSettings;
  #snapshot: RowSnapshot | null = null;
  #position: SourcePosition;
  #stored: SourcePosition;
  readonly #unacknowledged: SourcePosition[] = [];
  #acknowledged: SourcePosition;

  constructor(source: ChangeSource, settings: ConnectorSettings) {
    this.#source = source;
    this.#settings = settings;
    const start = { lsn: settings.snapshot === 'initial' ? null : 0, records: 0 };
    this.#position = this.#stored = this.#acknowledged = start;
  }

  /** Where the last record was taken. */
  get position(): SourcePosition {
    return this.#position;
  }

  /** Where a restart goes on. */
  get stored(): SourcePosition {
    return this.#stored;
  }

  /** How many records are taken and not acknowledged. */
  get inFlight(): number {
    return this.#unacknowledged.length;
  }

  /** The next record; null where nothing has been committed since. */
  take(nowUs: TimeUs): HandedOut | null {
    const next = this.#position.lsn === null ? this.#takeRow(nowUs) : this.#takeChange(this.#position.lsn, nowUs);
    if (next === null) return null;
    this.#position = next.position;
    this.#unacknowledged.push(next.position);
    return next;
  }

  /** The record that was taken first of those not acknowledged has been published. */
  acknowledge(): void {
    const position = this.#unacknowledged.shift();
    invariant(position !== undefined, 'nothing waits for an acknowledgement');
    this.#acknowledged = position;
  }

  /** Stores how far everything is acknowledged; false where that is stored already. */
  store(): boolean {
    // A snapshot is worth something only when it is whole.
    if (this.#acknowledged.lsn === null || this.#acknowledged === this.#stored) return false;
    this.#stored = this.#acknowledged;
    return true;
  }

  /** What was only in memory is gone: it goes on from what is stored, and a snapshot that wasn't whole begins again. */
  restart(): void {
    this.#unacknowledged.length = 0;
    this.#snapshot = null;
    this.#position = this.#acknowledged = this.#stored;
  }

  #takeRow(nowUs: TimeUs): HandedOut | null {
    this.#snapshot ??= this.#source.snapshot(this.#settings.tables);
    const { lsn, rows } = this.#snapshot;
    const { records } = this.#position;
    const row = rows[records];
    if (row === undefined) {
      this.#position = { lsn, records: 0 };
      return this.#takeChange(lsn, nowUs);
    }
    const isLast = records === rows.length - 1;
    const place = isLast ? 'last' : records === 0 ? 'first' : 'true';
    const record = snapshotRecord(row, lsn, place, this.#settings, nowUs);
    return { record, position: isLast ? { lsn, records: 0 } : { lsn: null, records: records + 1 } };
  }

  #takeChange(lsn: number, nowUs: TimeUs): HandedOut | null {
    let from = lsn;
    let taken = this.#position.records;
    for (let one = this.#source.after(from); one !== null; one = this.#source.after(from)) {
      const records = recordsOf(one, this.#settings.tables, this.#settings, nowUs);
      const record = records[taken];
      if (record !== undefined) {
        const isLast = taken === records.length - 1;
        const position = isLast ? { lsn: one.commitLsn, records: 0 } : { lsn: from, records: taken + 1 };
        return { record, position };
      }
      // Nothing of it is in the tables that are captured.
      from = one.commitLsn;
      taken = 0;
    }
    if (from !== lsn) this.#position = { lsn: from, records: 0 };
    return null;
  }
}
