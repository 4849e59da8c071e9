import { invariant } from './invariant.ts';
import type { TimeUs } from './time.ts';

declare const timerBrand: unique symbol;
/** Names one scheduled timer; never 0, and never valid again after the timer has run or was cancelled. */
export type TimerId = number & { readonly [timerBrand]: true };

export type TimerHandler = (a: unknown, b: unknown) => void;

// An id is generation * SLOTS + slot: a slot is used again, an id isn't.
const SLOTS = 0x4000000;
const GENERATIONS = 0x8000000;
const FIRST_CAPACITY = 64;
const DEAD_BEFORE_COMPACTING = 32;

/**
 * Pending timers, earliest first by (due time, order of scheduling): a binary heap.
 *
 * Flat arrays instead of an object per timer, because a run schedules millions. A cancelled timer stays in the
 * heap, dead, until it reaches the top or until the dead outnumber the living: so the heap needs no index from
 * timer to place, which would cost a write per level on each move.
 */
export class TimerHeap {
  // By place in the heap. The due time is beside the slot so that most comparisons touch one array.
  #dueUs = new Float64Array(FIRST_CAPACITY);
  #slot = new Int32Array(FIRST_CAPACITY);
  #size = 0;
  #dead = 0;

  // By slot. A slot whose handler is undefined is dead or free.
  #sequence = new Float64Array(FIRST_CAPACITY);
  #generation = new Int32Array(FIRST_CAPACITY).fill(1);
  readonly #handler: Array<TimerHandler | undefined> = [];
  readonly #a: unknown[] = [];
  readonly #b: unknown[] = [];
  #slotsUsed = 0;
  #free = new Int32Array(FIRST_CAPACITY);
  #freeCount = 0;
  #nextSequence = 0;

  /** How many timers are pending; cancelled ones don't count. */
  get size(): number {
    return this.#size - this.#dead;
  }

  /** When the earliest timer is due; undefined when none is pending. */
  get minDueUs(): TimeUs | undefined {
    return this.#size === 0 ? undefined : this.#dueUs[0]!;
  }

  push(dueUs: TimeUs, handler: TimerHandler, a: unknown, b: unknown): TimerId {
    if (this.#size === this.#dueUs.length) this.#grow();
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#slotsUsed++;
    this.#sequence[slot] = this.#nextSequence++;
    this.#handler[slot] = handler;
    this.#a[slot] = a;
    this.#b[slot] = b;
    this.#siftUp(this.#size++, dueUs, slot);
    return (this.#generation[slot]! * SLOTS + slot) as TimerId;
  }

  /** Forgets a timer; false when it has run already, was cancelled already, or never was. */
  cancel(id: TimerId): boolean {
    const slot = id % SLOTS;
    if (this.#generation[slot] !== (id - slot) / SLOTS || this.#handler[slot] === undefined) return false;
    this.#clear(slot);
    this.#dead++;
    if (this.#dead > DEAD_BEFORE_COMPACTING && this.#dead * 2 > this.#size) this.#compact();
    else this.#dropDeadTop();
    return true;
  }

  /** Removes the earliest timer, then calls its handler; there must be one. */
  runMin(): void {
    invariant(this.#size > 0, 'no timer is pending');
    const slot = this.#slot[0]!;
    const handler = this.#handler[slot]!;
    const a = this.#a[slot];
    const b = this.#b[slot];
    this.#clear(slot);
    this.#removeTop();
    if (this.#dead > 0) this.#dropDeadTop();
    handler(a, b);
  }

  #clear(slot: number): void {
    this.#handler[slot] = undefined;
    this.#a[slot] = undefined;
    this.#b[slot] = undefined;
  }

  #release(slot: number): void {
    const generation = this.#generation[slot]! + 1;
    this.#generation[slot] = generation === GENERATIONS ? 1 : generation;
    this.#free[this.#freeCount++] = slot;
  }

  #removeTop(): void {
    this.#release(this.#slot[0]!);
    const last = --this.#size;
    if (last > 0) this.#siftDown(0, this.#dueUs[last]!, this.#slot[last]!);
  }

  /** Keeps the top alive, so that `minDueUs` never speaks of a cancelled timer. */
  #dropDeadTop(): void {
    while (this.#size > 0 && this.#handler[this.#slot[0]!] === undefined) {
      this.#dead--;
      this.#removeTop();
    }
  }

  #compact(): void {
    let kept = 0;
    for (let place = 0; place < this.#size; place++) {
      const slot = this.#slot[place]!;
      if (this.#handler[slot] === undefined) {
        this.#release(slot);
        continue;
      }
      this.#dueUs[kept] = this.#dueUs[place]!;
      this.#slot[kept++] = slot;
    }
    this.#size = kept;
    this.#dead = 0;
    for (let place = (kept >> 1) - 1; place >= 0; place--) {
      this.#siftDown(place, this.#dueUs[place]!, this.#slot[place]!);
    }
  }

  #siftUp(from: number, dueUs: TimeUs, slot: number): void {
    const dues = this.#dueUs;
    const slots = this.#slot;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const parentDueUs = dues[parent]!;
      // The newcomer has the highest sequence of all, so on a tie it stays below.
      if (parentDueUs <= dueUs) break;
      dues[place] = parentDueUs;
      slots[place] = slots[parent]!;
      place = parent;
    }
    dues[place] = dueUs;
    slots[place] = slot;
  }

  #siftDown(from: number, dueUs: TimeUs, slot: number): void {
    const dues = this.#dueUs;
    const slots = this.#slot;
    const sequences = this.#sequence;
    const size = this.#size;
    const sequence = sequences[slot]!;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      let childDueUs = dues[child]!;
      const right = child + 1;
      if (right < size) {
        const rightDueUs = dues[right]!;
        if (
          rightDueUs < childDueUs ||
          (rightDueUs === childDueUs && sequences[slots[right]!]! < sequences[slots[child]!]!)
        ) {
          child = right;
          childDueUs = rightDueUs;
        }
      }
      if (dueUs < childDueUs || (dueUs === childDueUs && sequence < sequences[slots[child]!]!)) break;
      dues[place] = childDueUs;
      slots[place] = slots[child]!;
      place = child;
    }
    dues[place] = dueUs;
    slots[place] = slot;
  }

  #grow(): void {
    const capacity = this.#dueUs.length * 2;
    invariant(capacity <= SLOTS, () => `more than ${SLOTS} timers are pending`);
    this.#dueUs = widened(this.#dueUs, new Float64Array(capacity));
    this.#slot = widened(this.#slot, new Int32Array(capacity));
    this.#sequence = widened(this.#sequence, new Float64Array(capacity));
    this.#generation = widened(this.#generation, new Int32Array(capacity).fill(1));
    this.#free = widened(this.#free, new Int32Array(capacity));
  }
}

function widened<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
