import { invariant } from '../kernel/invariant.ts';
import type { Entry, MessageSent } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';
import { Intervals } from './intervals.ts';
import { Overtakings } from './overtakings.ts';
import type { Arrow, SpaceTimeView } from './space-time.ts';
import type { Flight } from './view.ts';

interface HopRecord {
  readonly sent: MessageSent;
  flight: Flight | null;
  /** As drawn once it has ended. */
  ended: Arrow | null;
  /** As drawn while it is under way. */
  underWay: Arrow | null;
}

/** Every hop of the trace, from setting out to its end. */
export class HopIndex {
  readonly #trace: Trace;
  readonly #hops = new Intervals<HopRecord>();
  /** Hops under way at the end of the trace: hop number -> index. */
  readonly #open = new Map<number, number>();
  readonly #overtakings = new Overtakings();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  take(entry: Entry): void {
    if (entry.kind === 'message.sent') {
      invariant(!this.#open.has(entry.hop), 'a hop sets out once', { seq: entry.seq });
      const index = this.#hops.open(entry.seq, { sent: entry, flight: null, ended: null, underWay: null });
      this.#open.set(entry.hop, index);
      this.#overtakings.sent(index, entry);
    } else if (entry.kind === 'message.delivered' || (entry.kind === 'message.dropped' && entry.hop !== null)) {
      const hop = entry.hop as number;
      const index = this.#open.get(hop);
      invariant(index !== undefined, () => `hop ${hop} ends that is not under way`, { seq: entry.seq });
      this.#open.delete(hop);
      this.#hops.close(index, entry.seq);
      this.#overtakings.ended(index, entry);
    }
  }

  /** Hops under way after the first `count` entries, in the order of setting out. */
  flightsAfter(count: number): readonly Flight[] {
    return this.#hops.openAfter(count).map((index) => {
      const hop = this.#hops.item(index);
      return (hop.flight ??= flightOf(hop.sent));
    });
  }

  /** Hops under way after the first `from` entries or setting out up to entry number `to`; what happens after entry number `known` stays unsaid. */
  arrowsBetween(from: number, to: number, known: number): readonly Arrow[] {
    return this.#hops.touching(from, to).map((index) => {
      const hop = this.#hops.item(index);
      const endSeq = this.#hops.endSeq(index);
      if (endSeq >= known) return (hop.underWay ??= arrowOf(hop.sent, null));
      return (hop.ended ??= arrowOf(hop.sent, this.#trace.entries[endSeq] as Entry));
    });
  }

  overtakingsBetween(fromUs: number, toUs: number): SpaceTimeView['overtakings'] {
    return this.#overtakings.between(fromUs, toUs);
  }
}

function flightOf({ hop, message, at, to, passage, tUs, dueUs, duplicate, record }: MessageSent): Flight {
  return { hop, message, from: at, to, passage, sentUs: tUs, dueUs, duplicate, record };
}

function arrowOf({ hop, message, at, to, passage, tUs, dueUs, duplicate }: MessageSent, end: Entry | null): Arrow {
  const lost = end?.kind === 'message.dropped' ? end.reason : null;
  return { hop, message, from: at, to, passage, sentUs: tUs, dueUs, endUs: end?.tUs ?? null, lost, duplicate };
}
