import { invariant } from '../kernel/invariant.ts';
import type { Entry } from './entry.ts';
import type { TraceSink } from './trace-sink.ts';

/** Hands each entry of a run to a listener and keeps none: for runs too long to be kept. */
export class TraceStream implements TraceSink {
  next = 0;
  readonly #listen: (entry: Entry) => void;
  #tUs = 0;

  constructor(listen: (entry: Entry) => void) {
    this.#listen = listen;
  }

  append(entry: Entry): number {
    const { seq, tUs } = entry;
    invariant(seq === this.next, 'an entry is appended with the next seq');
    invariant(tUs >= this.#tUs, 'time never goes back in a trace');
    this.#tUs = tUs;
    this.next = seq + 1;
    this.#listen(entry);
    return seq;
  }
}
