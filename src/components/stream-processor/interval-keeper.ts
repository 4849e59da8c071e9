import type { StreamKeeping } from '../../scenario/kinds/stream-spec.ts';
import type { Data } from '../../trace/message.ts';
import type { MakeScope } from './create-keeper.ts';
import { IntervalJoin } from './interval-join.ts';
import type { Item, Keeper } from './keeper.ts';
import type { StreamRecord } from './record-steps.ts';
import type { Telling } from './telling.ts';

/** Joins two kinds of events whose times lie close enough. */
export class IntervalKeeper implements Keeper {
  readonly #left: string;
  readonly #join: IntervalJoin<Data, Data>;
  readonly #telling: Telling;
  readonly #scope: MakeScope;

  constructor(keeps: Extract<StreamKeeping, { readonly kind: 'interval-join' }>, telling: Telling, scope: MakeScope) {
    this.#left = keeps.left;
    this.#join = new IntervalJoin(keeps.fromUs, keeps.toUs);
    this.#telling = telling;
    this.#scope = scope;
  }

  take({ key, value, eventTimeUs }: StreamRecord<Item>): void {
    const { message, data } = value;
    const pairs =
      message.name === this.#left
        ? this.#join.addLeft(key, data, eventTimeUs)
        : this.#join.addRight(key, data, eventTimeUs);
    if (pairs === null) {
      const why = 'its partners are forgotten: the watermark has passed its time';
      this.#telling.say({ kind: 'stream.dropped', message, key, eventTimeUs, window: null, why });
      return;
    }
    for (const { left, right, eventTimeUs: whenUs } of pairs) {
      this.#telling.say({ kind: 'stream.joined', key, left, right });
      this.#telling.row(`${key}@${JSON.stringify([left, right])}`, { key, left, right });
      this.#telling.result(this.#scope({ key, left, right, time: whenUs / 1_000_000 }), message);
    }
  }

  advanceWatermark(watermarkUs: number): void {
    this.#join.advanceWatermark(watermarkUs);
  }

  advanceTime(): void {}

  processingDueUs(): null {
    return null;
  }

  eventDueUs(): null {
    return null;
  }
}
