import type { EventSource } from './event-source.ts';
import type { EventStoreCore } from './event-store-core.ts';
import { isIn } from './stream-name.ts';

/** What a subscription of this name follows: all streams, those whose names begin so (`account-*`), or one. */
export function sourceOf(core: EventStoreCore, stream: string | null): EventSource {
  if (stream === null) return core.allSource();
  if (!stream.endsWith('*')) return core.streamSource(stream);
  return core.allSource((event) => isIn(event.stream, stream));
}
