import type { EventStoreSpec } from '../scenario/kinds/event-store-spec.ts';
import type { Row, Scenario } from '../scenario/scenario.ts';
import type { EventEdited, EventStored } from '../trace/entries/event-store-entries.ts';
import type { TableDeleted } from '../trace/entries/view-entries.ts';
import type { Entry, TableWritten } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import { StoreReaders } from './store-readers.ts';
import { emptyTable, tableAfter, TableHistory, tableWithout } from './table-history.ts';
import type { TableView } from './view.ts';
import type { EventStoreView } from './views/event-store-view.ts';

export type EventStoreState = Omit<EventStoreView, 'entryCount' | 'sub' | 'facts' | 'streams'>;

/** Folds an event store's entries. */
export class EventStoreFolder {
  readonly initial: EventStoreState;
  readonly #events = new TableHistory();
  readonly #streams = new TableHistory();
  readonly #readers: StoreReaders;

  constructor(spec: EventStoreSpec, scenario: Scenario) {
    this.#readers = new StoreReaders(spec.id, scenario);
    this.initial = {
      ...newborn(spec.id),
      kind: 'event-store',
      events: 0,
      position: -1,
      tables: [emptyTable('events'), emptyTable('streams')],
      readers: this.#readers.initial,
      counts: { appended: 0, refused: 0, repeated: 0, parked: 0 },
      snapshots: 0,
    };
  }

  /** Keeps what folding needs to look up; once per entry, before it is folded. */
  remember(entry: Entry): void {
    switch (entry.kind) {
      case 'event.stored':
        this.#events.take(eventWritten(entry));
        this.#streams.take(streamWritten(entry));
        this.#readers.remember(entry);
        return;
      case 'event.edited':
        this.#events.take(eventWritten(entry));
        return;
      case 'events.scavenged':
        for (const position of entry.positions) this.#events.take(scavenged(entry, position));
        return;
      default:
    }
  }

  readonly fold = (state: EventStoreState, entry: Entry): EventStoreState => {
    const next = foldCommon(state, entry);
    if (entry.at !== state.id) return next;
    const { counts } = state;
    const [events, streams] = state.tables as readonly [TableView, TableView];
    switch (entry.kind) {
      case 'event.stored':
        return {
          ...next,
          events: state.events + 1,
          position: entry.position,
          tables: [
            tableAfter(events, eventWritten(entry), this.#events),
            tableAfter(streams, streamWritten(entry), this.#streams),
          ],
          readers: this.#readers.stored(state.readers, entry),
          counts: { ...counts, appended: counts.appended + 1 },
        };
      case 'event.edited':
        return { ...next, tables: [tableAfter(events, eventWritten(entry), this.#events), streams] };
      case 'events.scavenged': {
        const left = entry.positions.reduce(
          (table, position) => tableWithout(table, scavenged(entry, position), this.#events),
          events,
        );
        return { ...next, tables: [left, streams] };
      }
      case 'append.refused':
        return { ...next, counts: { ...counts, refused: counts.refused + 1 } };
      case 'append.repeated':
        return { ...next, counts: { ...counts, repeated: counts.repeated + 1 } };
      case 'snapshot.saved':
        return { ...next, snapshots: state.snapshots + 1 };
      case 'reader.moved':
        return {
          ...next,
          readers: this.#readers.moved(state.readers, entry.group, entry.component, entry.place, state.events),
        };
      case 'reader.left':
        return { ...next, readers: state.readers.filter(({ group }) => group !== entry.group) };
      case 'delivery.settled':
        return {
          ...next,
          readers: this.#readers.moved(state.readers, entry.group, entry.component, entry.settled, state.events),
        };
      case 'event.parked':
        return { ...next, counts: { ...counts, parked: counts.parked + 1 } };
      default:
        return next;
    }
  };
}

function eventWritten(entry: EventStored | EventEdited): TableWritten {
  const { seq, tUs, at, cause, stream, number, position, message } = entry;
  const row: Row = { position, stream, number, type: message.name, version: message.version, data: message.data };
  const isNew = entry.kind === 'event.stored';
  return {
    seq,
    tUs,
    at,
    cause,
    kind: 'table.written',
    table: 'events',
    key: String(position),
    row,
    isNew,
    label: message.label,
  };
}

function streamWritten({ seq, tUs, at, cause, stream, number, message }: EventStored): TableWritten {
  const row: Row = { stream, version: number };
  return {
    seq,
    tUs,
    at,
    cause,
    kind: 'table.written',
    table: 'streams',
    key: stream,
    row,
    isNew: number === 0,
    label: message.label,
  };
}

function scavenged({ seq, tUs, at, cause }: Entry, position: number): TableDeleted {
  return { seq, tUs, at, cause, kind: 'table.deleted', table: 'events', key: String(position), label: '' };
}
