import type { Entry } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';
import { Intervals } from './intervals.ts';
import type { Outage } from './space-time.ts';

/** From each crash to being up again. */
export class OutageIndex {
  readonly #trace: Trace;
  readonly #outages = new Intervals<{ readonly component: string; readonly crashedUs: number }>();
  /** By component. */
  readonly #open = new Map<string, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  take(entry: Entry): void {
    // A crash while restarting prolongs the outage.
    if (entry.kind === 'component.crashed' && !this.#open.has(entry.at)) {
      this.#open.set(entry.at, this.#outages.open(entry.seq, { component: entry.at, crashedUs: entry.tUs }));
    } else if (entry.kind === 'component.restarted') {
      const index = this.#open.get(entry.at);
      if (index === undefined) return;
      this.#open.delete(entry.at);
      this.#outages.close(index, entry.seq);
    }
  }

  /** Outages that last after the first `from` entries or begin up to entry number `to`; what happens after entry number `known` stays unsaid. */
  between(from: number, to: number, known: number): readonly Outage[] {
    return this.#outages.touching(from, to).map((index) => {
      const endSeq = this.#outages.endSeq(index);
      return {
        ...this.#outages.item(index),
        restartedUs: endSeq < known ? (this.#trace.entries[endSeq] as Entry).tUs : null,
      };
    });
  }
}
