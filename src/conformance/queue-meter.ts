import type { Entry } from '../trace/entry.ts';

/** What one station's trace says of its customers, taken in entry by entry; the first customers only warm it up. */
export class QueueMeter {
  arrived = 0;
  turnedAway = 0;
  finished = 0;
  waited = 0;
  waitUs = 0;
  sojournUs = 0;
  serviceUs = 0;
  /** Sums over time of those in the system, those who wait, and the time when nobody is there. */
  insideUs = 0;
  waitingUs = 0;
  emptyUs = 0;
  readonly sojournsUs: Float64Array;
  readonly #station: string;
  readonly #warmUp: number;
  /** By the customer's number. */
  readonly #arrivedUs: Float64Array;
  readonly #startedUs: Float64Array;
  #inside = 0;
  #inService = 0;
  #fromUs = 0;
  #lastUs = 0;

  /** `customers` after `warmUp` ones. */
  constructor(station: string, warmUp: number, customers: number) {
    this.#station = station;
    this.#warmUp = warmUp;
    this.sojournsUs = new Float64Array(customers);
    // Those who come before the last of them has left have room too.
    this.#arrivedUs = new Float64Array(2 * (warmUp + customers));
    this.#startedUs = new Float64Array(2 * (warmUp + customers));
  }

  /** Since the warm-up. */
  get elapsedUs(): number {
    return this.#lastUs - this.#fromUs;
  }

  take(entry: Entry): void {
    if (entry.at !== this.#station) return;
    switch (entry.kind) {
      case 'message.delivered':
        this.#pass(entry.tUs);
        this.#arrivedUs[entry.message.id] = entry.tUs;
        this.#inside++;
        if (entry.message.id === this.#warmUp) this.#begin(entry.tUs);
        else if (entry.message.id > this.#warmUp) this.arrived++;
        return;
      case 'message.dropped':
        this.#inside--;
        if (entry.message.id > this.#warmUp) this.turnedAway++;
        return;
      case 'handler.started':
        this.#pass(entry.tUs);
        this.#startedUs[entry.message.id] = entry.tUs;
        this.#inService++;
        return;
      case 'handler.finished':
        this.#pass(entry.tUs);
        this.#inside--;
        this.#inService--;
        if (entry.message.id > this.#warmUp) this.#leave(entry.message.id, entry.tUs);
    }
  }

  #begin(nowUs: number): void {
    this.#fromUs = nowUs;
    this.insideUs = this.waitingUs = this.emptyUs = 0;
  }

  #leave(id: number, nowUs: number): void {
    if (this.finished === this.sojournsUs.length) return;
    const arrivedUs = this.#arrivedUs[id] as number;
    const startedUs = this.#startedUs[id] as number;
    if (startedUs > arrivedUs) this.waited++;
    this.waitUs += startedUs - arrivedUs;
    this.serviceUs += nowUs - startedUs;
    this.sojournUs += nowUs - arrivedUs;
    this.sojournsUs[this.finished++] = nowUs - arrivedUs;
  }

  #pass(nowUs: number): void {
    const forUs = nowUs - this.#lastUs;
    this.#lastUs = nowUs;
    if (this.#inside === 0) this.emptyUs += forUs;
    this.insideUs += forUs * this.#inside;
    this.waitingUs += forUs * (this.#inside - this.#inService);
  }
}
