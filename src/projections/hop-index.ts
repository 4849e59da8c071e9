import { invariant } from '../kernel/invariant.ts';
import type { Entry, MessageSent } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';
import { Intervals } from './intervals.ts';
import { Overtakings } from './overtakings.ts';
import type { Arrow, SpaceTimeView } from './space-time.ts';
import type { Flight } from './view.ts';

/** Every hop of the trace, from setting out to its end. */
export class HopIndex {
  readonly #trace: Trace;
  readonly #hops = new Intervals<MessageSent>();
  /** What was drawn of them, by index: made when it is first looked at. */
  readonly #flights = new Map<number, Flight>();
  readonly #ended = new Map<number, Arrow>();
  readonly #underWay = new Map<number, Arrow>();
  /** Hops under way at the end of the trace: hop number -> index. */
  readonly #open = new Map<number, number>();
  readonly #overtakings = new Overtakings();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  take(entry: Entry): void {
    if (entry.kind === 'message.sent') {
      invariant(!this.#open.has(entry.hop), 'a hop sets out once', { seq: entry.seq });
      const index = this.#hops.open(entry.seq, entry);
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
    return this.#hops
      .openAfter(count)
      .map((index) => remembered(this.#flights, index, () => flightOf(this.#hops.item(index))));
  }

  /** Hops under way after the first `from` entries or setting out up to entry number `to`; what happens after entry number `known` stays unsaid. */
  arrowsBetween(from: number, to: number, known: number): readonly Arrow[] {
    return this.#hops.touching(from, to).map((index) => {
      const sent = this.#hops.item(index);
      const endSeq = this.#hops.endSeq(index);
      if (endSeq >= known) return remembered(this.#underWay, index, () => arrowOf(sent, null));
      return remembered(this.#ended, index, () => arrowOf(sent, this.#trace.entries[endSeq] as Entry));
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

/** The same object each time, so that whoever draws it sees that nothing changed. */
function remembered<T>(known: Map<number, T>, index: number, make: () => T): T {
  let thing = known.get(index);
  if (thing === undefined) known.set(index, (thing = make()));
  return thing;
}
