import { acknowledge } from '../acknowledge.ts';
import type { Hop } from '../../network-port.ts';
import type { RecordsHost } from '../records.ts';
import type { Refusal } from '../replication/produce.ts';
import { PASSING, refusalWords } from './refusal-words.ts';

/** What a partition's producers hear. */
export class Replies {
  readonly #host: RecordsHost;
  readonly #partition: number;
  /** Producers that wait for all in-sync replicas, by ticket. */
  readonly #waiting = new Map<number, { readonly hop: Hop; readonly offset: number }>();

  constructor(host: RecordsHost, partition: number) {
    this.#host = host;
    this.#partition = partition;
  }

  /** The producer hears of it when the ticket is called. */
  wait(ticket: number, hop: Hop, offset: number): void {
    this.#waiting.set(ticket, { hop, offset });
  }

  /** Nobody hears any more of what they wait for: the connections are closed. */
  hangUp(): void {
    this.#waiting.clear();
  }

  call(ticket: number, stored: boolean, cause: number): void {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    if (waiting === undefined) return;
    if (stored) this.stored(waiting.hop, waiting.offset, cause);
    else
      this.#error(
        waiting.hop,
        'failed',
        'another broker leads the partition now; the record may be there or not',
        cause,
      );
  }

  stored(hop: Hop, offset: number, cause: number): void {
    const { world, spec, running } = this.#host;
    if (!hop.expectsAnswer || !running()) return;
    acknowledge(world, spec.id, hop, 'reply', { partition: this.#partition, offset }, cause);
  }

  refused(hop: Hop, error: Refusal, cause: number): void {
    // A broker that is down answers nothing: the producer's attempt times out.
    if (error === 'LeaderNotAvailableException') return;
    this.#error(hop, PASSING.has(error) ? 'failed' : 'rejected', refusalWords[error], cause);
  }

  #error(hop: Hop, code: 'failed' | 'rejected', why: string, cause: number): void {
    const { world, spec, running } = this.#host;
    if (hop.expectsAnswer && running()) acknowledge(world, spec.id, hop, 'error', { code, why }, cause);
  }
}
