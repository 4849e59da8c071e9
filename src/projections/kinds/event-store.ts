import type { EventStoreSpec } from '../../scenario/kinds/event-store-spec.ts';
import type { Data } from '../../trace/message.ts';
import { withFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { EventStoreFolder, type EventStoreState } from '../event-store-fold.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import type { EventStoreView } from '../views/event-store-view.ts';
import { clause, counted, listed, placeName } from '../words.ts';

viewsKind('event-store', (spec, scenario, entries) => {
  const folder = new EventStoreFolder(spec, scenario);
  const index = { take: (entry: Parameters<EventStoreFolder['remember']>[0]): void => folder.remember(entry) };
  return withFold(new Fold(entries, folder.initial, folder.fold), index, (state, entryCount) => ({
    ...state,
    entryCount,
    ...words(state, spec),
    streams: () => streamsOf(state),
  }));
});

function words(state: EventStoreState, spec: EventStoreSpec): Pick<EventStoreView, 'sub' | 'facts'> {
  const streams = state.tables[1]?.size ?? 0;
  const events = state.tables[0]?.size ?? 0;
  const facts: [string, string][] = [
    ['events', String(events)],
    ['streams', String(streams)],
    ...state.readers.map(({ group, lag }): [string, string] => [`lag of ${group}`, String(lag)]),
  ];
  if (spec.snapshotEvery !== null) facts.push(['snapshots saved', String(state.snapshots)]);
  if (state.counts.refused > 0) facts.push(['appends refused', String(state.counts.refused)]);
  if (state.counts.parked > 0) facts.push(['events parked', String(state.counts.parked)]);
  return { sub: `${counted(events, 'event')} in ${counted(streams, 'stream')}`, facts };
}

/** Each stream's events in order, as they are stored now. */
function streamsOf({ tables }: EventStoreState): ReadonlyMap<string, readonly Data[]> {
  const streams = new Map<string, Data[]>();
  for (const { stream, number, type, version: form, data } of tables[0]?.rows().values() ?? []) {
    const name = String(stream);
    const events = streams.get(name) ?? [];
    events.push({ number: number ?? null, type: type ?? null, version: form ?? null, data: data ?? null });
    streams.set(name, events);
  }
  return streams;
}

const version = (number: number): string => (number < 0 ? 'no events' : `version ${number}`);

describesEntry(
  'event.stored',
  ({ message, stream, number, position }, who) =>
    `${who} keeps ${messageName(message)} as event ${number} of ${stream}, position ${position}`,
);
describesEntry(
  'append.refused',
  ({ stream, why }, who, scenario) => `${who} refuses to append to ${stream}: ${clause(scenario, why)}`,
);
describesEntry(
  'append.repeated',
  ({ stream }, who) => `${who} has these events of ${stream} already, so the append that came again writes nothing`,
);
describesEntry('stream.read', ({ stream, count, snapshot, upcast }, who) => {
  const from = snapshot === null ? '' : ` after its snapshot at version ${snapshot}`;
  const old = upcast === 0 ? '' : `, ${upcast} of them written in an older version`;
  return `${who} reads ${counted(count, 'event')} of ${stream}${from}${old}`;
});
describesEntry('stream.loaded', (entry, who) => {
  const { stream, read, snapshot } = entry;
  const from = snapshot === null ? '' : ` and the snapshot of version ${snapshot}`;
  return `${who} folds ${counted(read, 'event')}${from} into ${stream} at ${version(entry.version)}`;
});
describesEntry(
  'snapshot.saved',
  (entry, who) => `${who} keeps a snapshot of ${entry.stream} at ${version(entry.version)}`,
);
describesEntry('event.upcast', ({ message, fromVersion, why }, who, scenario) =>
  why === null
    ? `${who} reads version ${fromVersion} of an event as ${messageName(message)}, version ${message.version}`
    : `${who} cannot read version ${fromVersion} of ${messageName(message)} as the newest: ${clause(scenario, why)}`,
);
describesEntry(
  'personal.unreadable',
  ({ message, fields }, who) =>
    `${who} cannot read ${listed(fields)} of ${messageName(message)}: the key was thrown away`,
);
describesEntry('reader.moved', ({ component, place }, who, scenario) =>
  place < 0
    ? `${placeName(scenario, component)} reads ${who} from its beginning`
    : `${placeName(scenario, component)} has read ${who} up to ${place}`,
);
describesEntry('reader.left', ({ group }, who) => `nobody reads ${who} as ${group} any more`);
describesEntry('checkpoint.saved', ({ from, place }, who, scenario) =>
  place < 0
    ? `${who} remembers that it has read nothing of ${placeName(scenario, from)} yet`
    : `${who} remembers that it has read ${placeName(scenario, from)} up to ${place}`,
);
const OUTCOMES = { done: 'has handled', retry: 'asks to try again', park: 'has set aside', skip: 'skips' } as const;
describesEntry(
  'delivery.settled',
  ({ component, place, outcome, group }, _, scenario) =>
    `${placeName(scenario, component)} ${OUTCOMES[outcome]} event ${place} of group ${group}`,
);
describesEntry(
  'event.parked',
  ({ message, group, why }, who, scenario) =>
    `${who} parks ${messageName(message)} for group ${group}: ${clause(scenario, why)}`,
);
describesEntry(
  'group.checkpointed',
  ({ group, place }, who) => `${who} remembers that group ${group} is past ${place}`,
);
describesEntry(
  'event.edited',
  ({ stream, number }, who) =>
    `event ${number} of ${stream} is changed in its place at ${who}, and nobody who has read it is told`,
);
describesEntry(
  'events.scavenged',
  ({ positions }, who) => `${who} removes ${counted(positions.length, 'event')} that nobody could read any more`,
);
describesEntry(
  'stream.copied',
  ({ from, to, written }, who) => `${who} copies ${from} to ${to}: ${counted(written, 'event')}`,
);
