import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** A heuristic watermark: elements are expected to be out of order by so much at most. */
export class BoundedLateness {
  readonly #boundUs: TimeUs;
  #latestUs: TimeUs = -Infinity;

  constructor(boundUs: TimeUs) {
    invariant(boundUs >= 0, () => `elements can't be late by ${boundUs} us`);
    this.#boundUs = boundUs;
  }

  get watermarkUs(): TimeUs {
    return this.#latestUs - this.#boundUs;
  }

  /** An element has come; returns the watermark. */
  saw(eventTimeUs: TimeUs): TimeUs {
    this.#latestUs = Math.max(this.#latestUs, eventTimeUs);
    return this.watermarkUs;
  }
}

/** A perfect watermark, which only a source that knows what is on its way can give. */
export class PerfectWatermark {
  /** The event times of what is on its way, ascending. */
  readonly #underWay: TimeUs[] = [];

  sent(eventTimeUs: TimeUs): void {
    this.#underWay.splice(this.#placeOf(eventTimeUs), 0, eventTimeUs);
  }

  /** It has come, or is known never to come. */
  settled(eventTimeUs: TimeUs): void {
    const at = this.#placeOf(eventTimeUs);
    invariant(this.#underWay[at] === eventTimeUs, () => `nothing of ${eventTimeUs} us is on its way`);
    this.#underWay.splice(at, 1);
  }

  /** The watermark, when nothing that is sent from now on happened before `nowUs`. */
  watermarkUs(nowUs: TimeUs): TimeUs {
    return Math.min(nowUs, this.#underWay[0] ?? Infinity);
  }

  #placeOf(eventTimeUs: TimeUs): number {
    let low = 0;
    let high = this.#underWay.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#underWay[middle]! < eventTimeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The watermark of what has several inputs: the slowest one's, idle ones left out. It never goes back. */
export class CombinedWatermark {
  readonly #inputs = new Map<string, { watermarkUs: TimeUs; idle: boolean }>();
  #watermarkUs: TimeUs = -Infinity;

  constructor(inputs: readonly string[]) {
    for (const input of inputs) this.#inputs.set(input, { watermarkUs: -Infinity, idle: false });
  }

  get watermarkUs(): TimeUs {
    return this.#watermarkUs;
  }

  /** One more input, which says from now on how far it is; until it has, it holds up nobody. */
  join(input: string): void {
    this.#inputs.set(input, { watermarkUs: -Infinity, idle: true });
  }

  /** An input's watermark has moved; returns the combined one. An input that says something is idle no more. */
  advance(input: string, watermarkUs: TimeUs): TimeUs {
    const known = this.#of(input);
    known.watermarkUs = Math.max(known.watermarkUs, watermarkUs);
    known.idle = false;
    return this.#combine();
  }

  /** An input has nothing to say for now and holds up nobody; returns the combined watermark. */
  idle(input: string): TimeUs {
    this.#of(input).idle = true;
    return this.#combine();
  }

  #combine(): TimeUs {
    const active = [...this.#inputs.values()].filter(({ idle }) => !idle);
    if (active.length > 0) {
      const slowest = active.reduce((least, { watermarkUs }) => Math.min(least, watermarkUs), Infinity);
      this.#watermarkUs = Math.max(this.#watermarkUs, slowest);
    }
    return this.#watermarkUs;
  }

  #of(input: string): { watermarkUs: TimeUs; idle: boolean } {
    const known = this.#inputs.get(input);
    invariant(known !== undefined, () => `${input} is no input`);
    return known;
  }
}
