import { usOf } from '../distributions.ts';
import type { ConsumptionDocument } from '../document.ts';
import type { KindContext } from '../kind.ts';
import type { CatchUpConsumption, PersistentConsumption } from './event-store-spec.ts';

const DEFAULT_RETRY_DELAY_US = 500_000;
/** The product's defaults. */
const DEFAULT_MAX_RETRIES = 10;
const DEFAULT_TIMEOUT_US = 30_000_000;
const DEFAULT_ROOM = 10;

const STRATEGIES = {
  'round-robin': 'roundRobin',
  'dispatch-to-single': 'dispatchToSingle',
  pinned: 'pinned',
} as const;

const OF_GROUPS = ['strategy', 'maxRetries', 'timeout', 'room'] as const;

/** What reading an event store means: with a `group` the store deals events to its members, without one the reader catches up itself. */
export function compileStoreConsumption(
  document: ConsumptionDocument,
  { id, path, references: { findings } }: KindContext,
): CatchUpConsumption | PersistentConsumption {
  const { from, group, stream, after, mark, retry } = document;
  const common = {
    from,
    mark: mark ?? id.slice(0, 1).toUpperCase(),
    stream: stream === undefined || stream === 'all' ? null : stream,
  };
  if (stream?.slice(0, -1).includes('*'))
    findings.add([...path, 'stream'], "only the end of a stream's name can be open, as in `account-*`");
  if (group === undefined) {
    for (const field of OF_GROUPS) {
      if (document[field] !== undefined)
        findings.add([...path, field], `\`${field}\` belongs to a \`group\`, whose events the store deals out`, {
          on: 'key',
        });
    }
    return {
      ...common,
      source: 'event-store',
      group: id,
      after: after ?? 'start',
      checkpointEvery: document.checkpoint?.every ?? 1,
      retryDelayUs: retry?.delay === undefined ? DEFAULT_RETRY_DELAY_US : usOf(retry.delay),
      maxAttempts: retry?.attempts ?? null,
    };
  }
  if (document.checkpoint !== undefined)
    findings.add(
      [...path, 'checkpoint'],
      'the store keeps the place of a group; `checkpoint` is for readers without one',
      {
        on: 'key',
      },
    );
  if (retry !== undefined)
    findings.add([...path, 'retry'], 'the store retries for a group: write `maxRetries` and `timeout`', { on: 'key' });
  return {
    ...common,
    source: 'event-store-group',
    group,
    after: after ?? 'end',
    strategy: STRATEGIES[document.strategy ?? 'round-robin'],
    maxRetries: document.maxRetries ?? DEFAULT_MAX_RETRIES,
    timeoutUs: document.timeout === undefined ? DEFAULT_TIMEOUT_US : usOf(document.timeout),
    room: document.room ?? DEFAULT_ROOM,
  };
}
