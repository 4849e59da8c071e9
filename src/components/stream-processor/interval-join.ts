import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** Two elements of one key whose event times lie close enough; the pair happened when the later of the two did. */
export interface JoinedPair<Left, Right> {
  readonly key: string;
  readonly left: Left;
  readonly right: Right;
  readonly eventTimeUs: TimeUs;
}

interface Kept<Value> {
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
}

interface KeptOfKey<Left, Right> {
  left: Kept<Left>[];
  right: Kept<Right>[];
}

/**
 * Joins each left element with the right ones of its key from `fromUs` before (when negative) or after it until `toUs`,
 * both ends included, after Apache Flink's interval join.
 */
export class IntervalJoin<Left, Right> {
  readonly #fromUs: TimeUs;
  readonly #toUs: TimeUs;
  readonly #kept = new Map<string, KeptOfKey<Left, Right>>();
  #watermarkUs: TimeUs = -Infinity;

  constructor(fromUs: TimeUs, toUs: TimeUs) {
    invariant(fromUs <= toUs, () => `an interval can't reach from ${fromUs} to ${toUs} us`);
    this.#fromUs = fromUs;
    this.#toUs = toUs;
  }

  /** How many elements still wait for partners. */
  get size(): number {
    let size = 0;
    for (const { left, right } of this.#kept.values()) size += left.length + right.length;
    return size;
  }

  /** The pairs that a left element makes, in the order in which their right ones came; null when it is late and dropped. */
  addLeft(key: string, value: Left, eventTimeUs: TimeUs): readonly JoinedPair<Left, Right>[] | null {
    if (eventTimeUs < this.#watermarkUs) return null;
    const kept = this.#keptOf(key);
    kept.left.push({ value, eventTimeUs });
    return kept.right
      .filter((right) => this.#fits(eventTimeUs, right.eventTimeUs))
      .map((right) => pair(key, { value, eventTimeUs }, right));
  }

  /** The pairs that a right element makes, in the order in which their left ones came; null when it is late and dropped. */
  addRight(key: string, value: Right, eventTimeUs: TimeUs): readonly JoinedPair<Left, Right>[] | null {
    if (eventTimeUs < this.#watermarkUs) return null;
    const kept = this.#keptOf(key);
    kept.right.push({ value, eventTimeUs });
    return kept.left
      .filter((left) => this.#fits(left.eventTimeUs, eventTimeUs))
      .map((left) => pair(key, left, { value, eventTimeUs }));
  }

  /** Forgets the elements for which no partner can come any more. */
  advanceWatermark(watermarkUs: TimeUs): void {
    if (watermarkUs <= this.#watermarkUs) return;
    this.#watermarkUs = watermarkUs;
    for (const [key, kept] of this.#kept) {
      kept.left = kept.left.filter(({ eventTimeUs }) => eventTimeUs + this.#toUs >= watermarkUs);
      kept.right = kept.right.filter(({ eventTimeUs }) => eventTimeUs - this.#fromUs >= watermarkUs);
      if (kept.left.length + kept.right.length === 0) this.#kept.delete(key);
    }
  }

  #fits(leftUs: TimeUs, rightUs: TimeUs): boolean {
    return rightUs >= leftUs + this.#fromUs && rightUs <= leftUs + this.#toUs;
  }

  #keptOf(key: string): KeptOfKey<Left, Right> {
    let kept = this.#kept.get(key);
    if (kept === undefined) this.#kept.set(key, (kept = { left: [], right: [] }));
    return kept;
  }
}

function pair<Left, Right>(key: string, left: Kept<Left>, right: Kept<Right>): JoinedPair<Left, Right> {
  return { key, left: left.value, right: right.value, eventTimeUs: Math.max(left.eventTimeUs, right.eventTimeUs) };
}
