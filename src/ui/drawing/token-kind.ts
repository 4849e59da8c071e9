import type { Colour } from './paint.ts';

export type TokenKind =
  | 'event'
  | 'command'
  | 'query'
  | 'policy'
  | 'reply'
  | 'error'
  | 'poison'
  | 'duplicate'
  | 'tombstone'
  | 'snapshot'
  | 'ack';

/** Every kind with a silhouette of its own, in the order of the visual dictionary. */
export const TOKEN_KINDS = [
  'command',
  'query',
  'reply',
  'event',
  'policy',
  'snapshot',
  'tombstone',
  'duplicate',
  'poison',
  'error',
] as const satisfies readonly TokenKind[];

/** The colour family a kind is drawn in, for ribbons and space-time arrows. */
export const TOKEN_LINE: Record<TokenKind, Colour> = {
  event: 'event-line',
  duplicate: 'event-line',
  command: 'command-line',
  query: 'query-line',
  policy: 'policy-line',
  snapshot: 'aggregate-line',
  error: 'fault-line',
  poison: 'fault-line',
  reply: 'ink-2',
  tombstone: 'ink-1',
  ack: 'ink-1',
};

/** The body colour of a kind. */
export const TOKEN_FILL: Record<TokenKind, Colour> = {
  event: 'event-fill',
  duplicate: 'event-fill',
  poison: 'event-fill',
  command: 'command-fill',
  query: 'query-fill',
  policy: 'policy-fill',
  snapshot: 'aggregate-fill',
  error: 'fault-fill',
  reply: 'paper-raised',
  tombstone: 'ink-1',
  ack: 'ink-1',
};
