import type { RandomSource, RandomStream } from '../../kernel/random.ts';

/** One way over a link, with draws of its own: what goes one way shifts nothing that goes the other. */
export class Direction {
  readonly latency: RandomStream;
  /** Of copies, so that they shift no draw of what is sent. */
  readonly copyLatency: RandomStream;
  readonly loss: RandomStream;
  readonly copies: RandomStream;
  readonly order: RandomStream;
  readonly hold: RandomStream;
  /** When the last message that kept its place arrives: what keeps the order of a connection. */
  lastDueUs = 0;

  constructor(random: RandomSource, from: string, to: string) {
    const way = `${from}>${to}`;
    this.latency = random.stream(way, 'latency');
    this.copyLatency = random.stream(way, 'latency of copies');
    this.loss = random.stream(way, 'loss');
    this.copies = random.stream(way, 'duplication');
    this.order = random.stream(way, 'reordering');
    this.hold = random.stream(way, 'hold');
  }
}
