/** A stream processor takes a record: its one statement, which no document writes. */
export interface ProcessStatement {
  readonly op: 'process';
}
