import { type DataKey, KEY_BYTES } from '../sealed-text.ts';

/** Makes the bytes of a person's next key. */
type MakeKey = (subject: string, version: number, count: number) => Uint8Array;

/** Throwing away a key that is not there. */
export type NoKey = 'unknown' | 'gone';

/** The keys of a vault: one for each person, in versions from 1. */
export class KeyRing {
  readonly #make: MakeKey;
  /** Oldest first; null: thrown away for good. */
  readonly #keys = new Map<string, DataKey[] | null>();

  constructor(make: MakeKey) {
    this.#make = make;
  }

  /** The person's newest key, made where there is none; null where it was thrown away. */
  newest(subject: string): DataKey | null {
    const versions = this.#keys.get(subject);
    if (versions === null) return null;
    return versions?.at(-1) ?? this.#add(subject);
  }

  /** A key that was made; null where there is none, or none any more. */
  get(subject: string, version: number): DataKey | null {
    return this.#keys.get(subject)?.[version - 1] ?? null;
  }

  /** How many versions there are; 0 for a person without a key. */
  versions(subject: string): number {
    return this.#keys.get(subject)?.length ?? 0;
  }

  isGone(subject: string): boolean {
    return this.#keys.get(subject) === null;
  }

  /** What is written from now on gets a new version; what was written stays readable. */
  rotate(subject: string): DataKey | NoKey {
    const versions = this.#keys.get(subject);
    if (versions === undefined) return 'unknown';
    return versions === null ? 'gone' : this.#add(subject);
  }

  /** Throws all versions away; returns how many there were. */
  destroy(subject: string): number | NoKey {
    const versions = this.#keys.get(subject);
    if (versions === undefined) return 'unknown';
    if (versions === null) return 'gone';
    // No copy of them is kept.
    for (const { bytes } of versions) bytes.fill(0);
    this.#keys.set(subject, null);
    return versions.length;
  }

  #add(subject: string): DataKey {
    const versions = this.#keys.get(subject) ?? [];
    const version = versions.length + 1;
    const key = { subject, version, bytes: this.#make(subject, version, KEY_BYTES) };
    versions.push(key);
    this.#keys.set(subject, versions);
    return key;
  }
}
