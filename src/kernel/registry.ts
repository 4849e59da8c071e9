import { invariant } from './invariant.ts';

/** Things known by name. Parts of the program that are fetched only when a scenario needs them add theirs. */
export class Registry<V> {
  readonly #noun: string;
  readonly #known = new Map<string, V>();

  /** `noun` names one of the things in messages. */
  constructor(noun: string) {
    this.#noun = noun;
  }

  add(name: string, value: V): void {
    this.#known.set(name, value);
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  /** It must be there: whoever opens a scenario fetches what the scenario needs before. */
  get(name: string): V {
    const value = this.#known.get(name);
    invariant(value !== undefined, () => `the ${this.#noun} \`${name}\` was not fetched`);
    return value;
  }
}
