import { Backoff } from '../components/resilience/backoff.ts';
import type { BackoffPolicy } from '../components/resilience/backoff.ts';
import { normalQuantile } from '../kernel/normal.ts';
import { RandomSource } from '../kernel/random.ts';
import type { RandomStream } from '../kernel/random.ts';
import { VirtualClock } from '../kernel/virtual-clock.ts';

/** A hop takes the absolute value of a normal sample. */
export interface HopModel {
  readonly meanUs: number;
  readonly sdUs: number;
}

/** What one run cost. */
export interface ContentionResult {
  /** How many times a client tried to write. */
  readonly calls: number;
  /** When the last client knew that it had written. */
  readonly timeUs: number;
}

interface Client {
  readonly backoff: Backoff;
  attempt: number;
}

/**
 * Clients that all want to write the same row once, each with the version that it has read (optimistic concurrency):
 * read there and back, write there and back; whoever finds another version backs off and reads again.
 */
export class ContentionExperiment {
  readonly #clock = new VirtualClock();
  readonly #hop: HopModel;
  readonly #hops: RandomStream;
  readonly #jitter: RandomStream;
  #version = 0;
  #calls = 0;

  constructor(seed: number, hop: HopModel) {
    const source = new RandomSource(seed);
    this.#hop = hop;
    this.#hops = source.stream('network', 'latency');
    this.#jitter = source.stream('clients', 'backoff');
  }

  /** Runs until every client has written. */
  run(clients: number, policy: BackoffPolicy): ContentionResult {
    for (let i = 0; i < clients; i++) this.#sendRead({ backoff: new Backoff(policy), attempt: 0 }, 0);
    while (this.#clock.step());
    return { calls: this.#calls, timeUs: this.#clock.nowUs };
  }

  #sendRead(client: Client, afterUs: number): void {
    this.#clock.atCall(this.#clock.nowUs + afterUs + this.#hopUs(), this.#read, client, undefined);
  }

  readonly #read = (client: Client): void => {
    this.#clock.atCall(this.#clock.nowUs + this.#hopUs(), this.#sendWrite, client, this.#version);
  };

  readonly #sendWrite = (client: Client, version: number): void => {
    this.#clock.atCall(this.#clock.nowUs + this.#hopUs(), this.#write, client, version);
  };

  readonly #write = (client: Client, version: number): void => {
    this.#calls++;
    const written = version === this.#version;
    if (written) this.#version++;
    this.#clock.atCall(this.#clock.nowUs + this.#hopUs(), this.#answered, client, written);
  };

  readonly #answered = (client: Client, written: boolean): void => {
    if (written) return;
    client.attempt++;
    // The experiment's first wait is already twice the base, where a call's is the base.
    this.#sendRead(client, client.backoff.nextUs(client.attempt + 1, this.#jitter));
  };

  #hopUs(): number {
    const { meanUs, sdUs } = this.#hop;
    return Math.round(Math.abs(meanUs + sdUs * normalQuantile(this.#hops.unit())));
  }
}
