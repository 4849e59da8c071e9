import type { RandomSource, RandomStream } from '../../kernel/random.ts';

/** One way over a link, with draws of its own: what goes one way shifts nothing that goes the other. */
export class Direction {
  readonly latency: RandomStream;
  /** When the last message that kept its place arrives: what keeps the order of a connection. */
  lastDueUs = 0;
  readonly #random: RandomSource;
  readonly #way: string;

  constructor(random: RandomSource, from: string, to: string) {
    this.#random = random;
    this.#way = `${from}>${to}`;
    this.latency = random.stream(this.#way, 'latency');
  }

  /** Of copies, so that they shift no draw of what is sent. Faults are rare: their streams are made when they are needed. */
  get copyLatency(): RandomStream {
    return this.#random.stream(this.#way, 'latency of copies');
  }

  get loss(): RandomStream {
    return this.#random.stream(this.#way, 'loss');
  }

  get copies(): RandomStream {
    return this.#random.stream(this.#way, 'duplication');
  }

  get order(): RandomStream {
    return this.#random.stream(this.#way, 'reordering');
  }

  get hold(): RandomStream {
    return this.#random.stream(this.#way, 'hold');
  }
}
