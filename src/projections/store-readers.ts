import type { Scenario } from '../scenario/scenario.ts';
import type { EventStored } from '../trace/entries/event-store-entries.ts';
import type { StoreReaderView } from './views/event-store-view.ts';

interface Written {
  readonly stream: string;
  readonly number: number;
  readonly tUs: number;
}

/** Who reads a store, and what each has still to read. */
export class StoreReaders {
  /** Before anything is read. */
  readonly initial: readonly StoreReaderView[];
  /** By position. */
  readonly #written: Written[] = [];

  constructor(store: string, { components }: Scenario) {
    const readers = [...components.values()].flatMap((component) => {
      if (!('consumes' in component)) return [];
      return component.consumes.flatMap((one) =>
        one.from === store && (one.source === 'event-store' || one.source === 'event-store-group')
          ? [{ group: one.group, component: component.id, mark: one.mark, stream: one.stream }]
          : [],
      );
    });
    const first = readers.filter(({ group }, i) => readers.findIndex((other) => other.group === group) === i);
    this.initial = first.map((reader) => ({ ...reader, place: -1, lag: 0, behindSinceUs: null }));
  }

  remember({ stream, number, tUs }: EventStored): void {
    this.#written.push({ stream, number, tUs });
  }

  stored(readers: readonly StoreReaderView[], { stream, tUs }: EventStored): readonly StoreReaderView[] {
    return readers.map((reader) =>
      isFor(stream, reader.stream)
        ? { ...reader, lag: reader.lag + 1, behindSinceUs: reader.behindSinceUs ?? tUs }
        : reader,
    );
  }

  /** A reader has handled all up to a place; `events`: how many there are by then. */
  moved(
    readers: readonly StoreReaderView[],
    group: string,
    component: string,
    place: number,
    events: number,
  ): readonly StoreReaderView[] {
    const known = readers.find((reader) => reader.group === group);
    // A new version of a read model follows what the version before it follows.
    const like = known ?? readers.find((reader) => reader.component === component);
    const base = known ?? { group, component, mark: like?.mark ?? '', stream: like?.stream ?? null };
    const moved = { ...base, place, ...this.#behind(base.stream, place, events) };
    return known === undefined ? [...readers, moved] : readers.map((reader) => (reader === known ? moved : reader));
  }

  #behind(stream: string | null, place: number, events: number): Pick<StoreReaderView, 'lag' | 'behindSinceUs'> {
    const counts = stream !== null && !stream.endsWith('*');
    let lag = 0;
    let behindSinceUs: number | null = null;
    // Places count events of one stream from its own beginning, positions those of the store.
    for (let position = counts ? 0 : place + 1; position < events; position++) {
      const written = this.#written[position] as Written;
      if (!isFor(written.stream, stream) || (counts && written.number <= place)) continue;
      lag++;
      behindSinceUs ??= written.tUs;
    }
    return { lag, behindSinceUs };
  }
}

/** Whether somebody who reads `name` reads the stream. */
function isFor(stream: string, name: string | null): boolean {
  if (name === null) return true;
  return name.endsWith('*') ? stream.startsWith(name.slice(0, -1)) : stream === name;
}
