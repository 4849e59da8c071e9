import type { Hop } from '../network-port.ts';
import { acknowledge } from './acknowledge.ts';
import type { Records, RecordsHost, Stored } from './records.ts';

/** One copy of every record, kept for ever. */
export class PlainRecords implements Records {
  readonly #host: RecordsHost;
  readonly #partitions: readonly Stored[][];
  readonly #starts: number[];

  constructor(host: RecordsHost) {
    this.#host = host;
    this.#partitions = Array.from({ length: host.spec.partitions }, () => []);
    this.#starts = this.#partitions.map(() => 0);
  }

  start(partition: number): number {
    return this.#starts[partition] as number;
  }

  end(partition: number): number {
    return (this.#partitions[partition] as Stored[]).length;
  }

  readableEnd(partition: number): number {
    return this.end(partition);
  }

  next(partition: number, offset: number): Stored | undefined {
    return (this.#partitions[partition] as Stored[])[Math.max(offset, this.#starts[partition] as number)];
  }

  append(hop: Hop, partition: number, cause: number): void {
    const { message } = hop;
    const { world, spec, readable } = this.#host;
    const { trace, clock } = world;
    const records = this.#partitions[partition] as Stored[];
    const offset = records.length;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: spec.id,
      cause,
      kind: 'log.appended',
      partition,
      offset,
      message,
    });
    records.push({ offset, message, seq, tUs: clock.nowUs });
    if (hop.expectsAnswer) acknowledge(world, spec.id, hop, 'reply', { partition, offset }, seq);
    readable(partition);
  }

  expire(cause: number): string | null {
    const { world, spec } = this.#host;
    const { trace, clock } = world;
    let deleted = 0;
    this.#partitions.forEach(({ length }, partition) => {
      const records = length - (this.#starts[partition] as number);
      if (records === 0) return;
      deleted += records;
      this.#starts[partition] = length;
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: spec.id,
        cause,
        kind: 'log.expired',
        partition,
        because: 'asked',
        start: length,
        records,
      });
    });
    return deleted === 0 ? 'it has no records' : null;
  }
}
