import type { Message } from '../../trace/message.ts';

/** What a broker adds to a dead letter. */
const OF_THE_DEAD: readonly string[] = [
  'deaths',
  'firstDeath',
  'routingKey',
  'exchange',
  'source',
  'sentUs',
  'receiveCount',
];

/** The queue that a dead letter says that it came from; null: it doesn't say. */
export function sourceIn({ headers = {} }: Message): string | null {
  const { source, deaths } = headers as {
    readonly source?: string;
    readonly deaths?: readonly { readonly queue: string }[];
  };
  return source ?? deaths?.[0]?.queue ?? null;
}

/** A dead letter as it goes back: new, but for what its publisher said. */
export function revived({ headers = {}, ...message }: Message): Message {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_DEAD.includes(name));
  return kept.length === 0 ? message : { ...message, headers: Object.fromEntries(kept) };
}
