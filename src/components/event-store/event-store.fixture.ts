import type { Data } from '../../trace/message.ts';
import type { AppendResult, EventStoreCore } from './event-store-core.ts';
import type { ExpectedVersion } from './expected-version.ts';
import type { NewEvent } from './stored-event.ts';

export const ALL = { direction: 'forwards', from: 'start', count: Number.MAX_SAFE_INTEGER } as const;

export function event(id: string, data: Data = null, type = 'Happened', version = 1): NewEvent {
  return { id, type, version, data, metadata: null };
}

/** Appends events with these ids. */
export function append(
  store: EventStoreCore,
  stream: string,
  written: readonly string[],
  expected: ExpectedVersion = 'any',
  nowUs = 0,
): AppendResult {
  return store.append(
    stream,
    written.map((id) => event(id)),
    expected,
    nowUs,
  );
}

/** The ids that readers of the stream see. */
export function idsIn(store: EventStoreCore, stream: string, nowUs = 0): readonly string[] {
  return store.read(stream, ALL, nowUs).events.map(({ id }) => id);
}

/** So many ids, from `prefix` and 0 on. */
export function ids(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}
