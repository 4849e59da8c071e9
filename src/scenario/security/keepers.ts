/** Kinds that pass messages on as they are, or only look at their envelope: they need no key to read personal fields. */
export const KEEPERS: ReadonlySet<string> = new Set([
  'log',
  'queue',
  'topic',
  'event-store',
  'database',
  'cdc',
  'outbox-relay',
  'registry',
  'vault',
]);
