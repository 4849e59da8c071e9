import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

interface Job<T> {
  readonly job: T;
  /** What each query must have got since the beginning until this one has got what it needs. */
  readonly untilUs: number;
  readonly order: number;
}

/**
 * The disk of a database, shared by the queries that are under way: with n queries and c channels each gets
 * min(1, c / n) of a channel. It knows no clock: instants come from its caller and never fall.
 */
export class IoCapacity<T> {
  readonly #channels: number;
  /** The one that ends first comes first. */
  readonly #jobs: Job<T>[] = [];
  #nowUs: TimeUs = 0;
  /** How much each query that was there all the time has got. */
  #servedUs = 0;
  #order = 0;

  constructor(channels: number) {
    invariant(Number.isInteger(channels) && channels >= 1, () => `${channels} channels`);
    this.#channels = channels;
  }

  /** How many queries are under way. */
  get size(): number {
    return this.#jobs.length;
  }

  /** The share of a channel that each query gets now. */
  get share(): number {
    return Math.min(1, this.#channels / Math.max(1, this.#jobs.length));
  }

  /** A query begins that takes `needUs` when it has a channel to itself. */
  begin(job: T, needUs: TimeUs, nowUs: TimeUs): void {
    this.#serve(nowUs);
    const one = { job, untilUs: this.#servedUs + needUs, order: this.#order++ };
    let at = this.#jobs.length;
    while (at > 0 && comesBefore(one, this.#jobs[at - 1] as Job<T>)) at--;
    this.#jobs.splice(at, 0, one);
  }

  /** When the next query ends if none begins before; null: none is under way. */
  get nextEndUs(): TimeUs | null {
    const first = this.#jobs[0];
    if (first === undefined) return null;
    return this.#nowUs + Math.max(0, Math.ceil((first.untilUs - this.#servedUs) / this.share - SLACK_US));
  }

  /** The next query that has ended by now; call it again until it returns null, and at each `nextEndUs`. */
  takeEnded(nowUs: TimeUs): T | null {
    const nextUs = this.nextEndUs;
    if (nextUs === null || nextUs > nowUs) {
      this.#serve(nowUs);
      return null;
    }
    this.#serve(nextUs);
    return (this.#jobs.shift() as Job<T>).job;
  }

  /** Forgets a query; false where it isn't under way. */
  cancel(job: T, nowUs: TimeUs): boolean {
    this.#serve(nowUs);
    const at = this.#jobs.findIndex((one) => one.job === job);
    if (at >= 0) this.#jobs.splice(at, 1);
    return at >= 0;
  }

  /** Forgets all queries, and returns them. */
  clear(): readonly T[] {
    return this.#jobs.splice(0).map(({ job }) => job);
  }

  #serve(nowUs: TimeUs): void {
    invariant(nowUs >= this.#nowUs, () => `the disk stands at ${this.#nowUs} us and can't go back to ${nowUs} us`);
    this.#servedUs += (nowUs - this.#nowUs) * this.share;
    this.#nowUs = nowUs;
    // What is left is a rest of rounding.
    if (this.#jobs.length === 0) this.#servedUs = 0;
  }
}

/** Far below a microsecond, far above what rounding adds up to. */
const SLACK_US = 1e-3;

function comesBefore<T>(one: Job<T>, other: Job<T>): boolean {
  return one.untilUs < other.untilUs || (one.untilUs === other.untilUs && one.order < other.order);
}
