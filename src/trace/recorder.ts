import { invariant } from '../kernel/invariant.ts';
import type { Entry } from './entry.ts';
import type { Trace } from './trace.ts';
import type { TraceSink } from './trace-sink.ts';

/** Writes the trace of one run: an append-only log whose entries have consecutive `seq` and never go back in time. */
export class Recorder implements Trace, TraceSink {
  readonly entries: Entry[] = [];

  get next(): number {
    return this.entries.length;
  }

  append(entry: Entry): number {
    const { entries } = this;
    const { seq } = entry;
    invariant(seq === entries.length, 'an entry is appended with the next seq');
    invariant(seq === 0 || entry.tUs >= (entries[seq - 1] as Entry).tUs, 'time never goes back in a trace');
    entries.push(entry);
    return seq;
  }
}
