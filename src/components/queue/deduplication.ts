import type { TimeUs } from '../../kernel/time.ts';
import { SQS_LIMITS } from './sqs-settings.ts';

/** The deduplication ids that a FIFO queue remembers, whether or not their messages are still there. */
export class Deduplication {
  /** Oldest first, since all are remembered equally long. */
  readonly #known = new Map<string, { readonly sequence: number; readonly untilUs: TimeUs }>();

  /** The sequence of the message that came first with this id, in the last five minutes; null if none did. */
  original(id: string, nowUs: TimeUs): number | null {
    for (const [known, { untilUs }] of this.#known) {
      if (untilUs > nowUs) break;
      this.#known.delete(known);
    }
    return this.#known.get(id)?.sequence ?? null;
  }

  remember(id: string, sequence: number, nowUs: TimeUs): void {
    this.#known.set(id, { sequence, untilUs: nowUs + SQS_LIMITS.deduplicationUs });
  }
}
