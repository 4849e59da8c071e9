import type { StoredEvent } from './stored-event.ts';

/** The state of a stream's entity after the event of that number. */
export interface Snapshot<State> {
  readonly version: number;
  readonly state: State;
}

/** Snapshots of the entities of one kind, one every so many events. */
export class Snapshots<State> {
  readonly everyEvents: number;
  readonly #latest = new Map<string, Snapshot<State>>();

  /** `everyEvents` is at least 1. */
  constructor(everyEvents: number) {
    this.everyEvents = everyEvents;
  }

  latest(stream: string): Snapshot<State> | null {
    return this.#latest.get(stream) ?? null;
  }

  /** Whether a stream that has come to this version has enough events that no snapshot holds. */
  isDue(stream: string, version: number): boolean {
    return version - (this.latest(stream)?.version ?? -1) >= this.everyEvents;
  }

  save(stream: string, snapshot: Snapshot<State>): void {
    this.#latest.set(stream, snapshot);
  }

  /** Forgets a stream's snapshot, or all of them: needed when a stream is deleted or the fold changes. */
  discard(stream?: string): void {
    if (stream === undefined) this.#latest.clear();
    else this.#latest.delete(stream);
  }
}

/** An entity as it was read: its state, and what reading it cost. */
export interface Loaded<State> {
  /** -1 for an entity without events. */
  readonly version: number;
  readonly state: State;
  /** The version of the snapshot that it began with; null without one. */
  readonly snapshot: number | null;
  /** How many events were read and folded. */
  readonly read: number;
}

/** Loads an entity: its last snapshot, if there is one, and the events since. `readAfter` reads those after a version. */
export function load<State>(
  initial: State,
  snapshot: Snapshot<State> | null,
  readAfter: (version: number) => readonly StoredEvent[],
  fold: (state: State, event: StoredEvent) => State,
): Loaded<State> {
  const start = snapshot ?? { version: -1, state: initial };
  const events = readAfter(start.version);
  return {
    version: events.at(-1)?.number ?? start.version,
    state: events.reduce(fold, start.state),
    snapshot: snapshot?.version ?? null,
    read: events.length,
  };
}
