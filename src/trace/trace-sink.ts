import type { Entry } from './entry.ts';

/** Where a run writes down what happens. */
export interface TraceSink {
  /** The seq of the entry that is appended next; an entry is made with it so that its shape never changes. */
  readonly next: number;
  /** Appends and returns the seq, to be the `cause` of what follows. */
  append(entry: Entry): number;
}
