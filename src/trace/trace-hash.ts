import { Hasher } from '../kernel/hash.ts';
import type { Entry } from './entry.ts';
import type { Message } from './message.ts';
import { countAt } from './trace.ts';
import type { Trace } from './trace.ts';

/** Distance of the kept states, in entries: what a hash at any instant costs at most. */
const KEPT_EVERY = 4096;

/** The hash of a growing trace, at its tip or at any instant before: equal hashes mean the same entries in the same order. */
export class TraceHash {
  readonly #trace: Trace;
  /** `#kept[i]` has taken in the first `i * KEPT_EVERY` entries. */
  readonly #kept: Hasher[] = [new Hasher()];

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Of all entries, as 16 hexadecimal digits. */
  whole(): string {
    return this.first(this.#trace.entries.length);
  }

  /** Of the entries at or before an instant. */
  at(tUs: number): string {
    return this.first(countAt(this.#trace, tUs));
  }

  /** Of the first `count` entries. */
  first(count: number): string {
    const { entries } = this.#trace;
    let index = Math.min(this.#kept.length - 1, Math.floor(count / KEPT_EVERY));
    const hasher = (this.#kept[index] as Hasher).clone();
    for (let i = index * KEPT_EVERY; i < count; i++) {
      hashEntry(hasher, entries[i] as Entry);
      if ((i + 1) % KEPT_EVERY === 0 && ++index === this.#kept.length) this.#kept.push(hasher.clone());
    }
    return hasher.digest();
  }
}

function hashEntry(hasher: Hasher, entry: Entry): void {
  const whole = entry.kind === 'message.sent';
  for (const field in entry) {
    const value = (entry as unknown as { [field: string]: unknown })[field];
    hasher.string(field);
    // A message is told in full where it is sent; elsewhere its id says all.
    if (field === 'message' && typeof value === 'object' && !whole) hasher.int((value as Message).id);
    else hasher.value(value);
  }
}
