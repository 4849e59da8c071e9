import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { Hasher } from './hash.ts';
import { invariant } from './invariant.ts';

const TWO_TO_26 = 0x4000000;
const TWO_TO_MINUS_53 = Number.EPSILON / 2;
const TWO_TO_MINUS_54 = Number.EPSILON / 4;

/** One independent sequence of random numbers; each call of each method takes exactly one draw from it. */
export class RandomStream {
  readonly #generator: RandomGenerator;

  constructor(state: readonly [number, number, number, number]) {
    this.#generator = xoroshiro128plusFromState(state);
  }

  /** A number between 0 and 1, never either of them, with 53 random bits. */
  unit(): number {
    // The upper bits: the lowest ones of this generator are its weakest.
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    const whole = high * TWO_TO_26 + low;
    return whole === 0 ? TWO_TO_MINUS_54 : whole * TWO_TO_MINUS_53;
  }

  /** A whole number from 0 up to, not including, `maxExclusive`, which is at least 1 and a safe integer. */
  int(maxExclusive: number): number {
    invariant(
      Number.isSafeInteger(maxExclusive) && maxExclusive >= 1,
      () => `can't draw a whole number below ${maxExclusive}`,
    );
    // Rejecting draws would remove the bias, which is below n / 2^53, but calls would differ in how many they take.
    return Math.floor(this.unit() * maxExclusive);
  }

  /** True with probability `p`: never at 0, always at 1. */
  chance(p: number): boolean {
    invariant(p >= 0 && p <= 1, () => `${p} isn't a probability`);
    return this.unit() < p;
  }
}

/** The randomness of one run: a stream for each component and purpose, all from one seed, none shifting another. */
export class RandomSource {
  readonly seed: number;
  readonly #streams = new Map<string, Map<string, RandomStream>>();

  constructor(seed: number) {
    invariant(Number.isFinite(seed), () => `${seed} isn't a seed`);
    this.seed = seed;
  }

  /** The stream of that name, at the place where it stands: whoever asks again goes on, and doesn't start over. */
  stream(component: string, purpose: string): RandomStream {
    let streams = this.#streams.get(component);
    if (streams === undefined) this.#streams.set(component, (streams = new Map()));
    let stream = streams.get(purpose);
    if (stream === undefined) streams.set(purpose, (stream = new RandomStream(this.#state(component, purpose))));
    return stream;
  }

  #state(component: string, purpose: string): [number, number, number, number] {
    const hasher = new Hasher().float(this.seed).string(component).string(purpose);
    const [a, b] = hasher.words();
    const [c, d] = hasher.int(1).words();
    // The generator can't leave the state of all zeros, and no other input may end there.
    return [a, b, c, d | 1];
  }
}
