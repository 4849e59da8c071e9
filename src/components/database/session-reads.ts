/** What each reader has seen of each key: whether it ever sees an older version than one that it saw before. */
export class SessionReads {
  readonly #seen = new Map<string, Map<string, number>>();

  /** Notes that `reader` now sees this version of a key (0: none); true where it went back in time. */
  note(reader: string, key: string, version: number): boolean {
    let keys = this.#seen.get(reader);
    if (keys === undefined) this.#seen.set(reader, (keys = new Map()));
    const before = keys.get(key) ?? 0;
    if (version > before) keys.set(key, version);
    return version < before;
  }
}
