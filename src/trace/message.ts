/** Plain JSON data as it travels in messages and rests in tables. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [field: string]: Data };

export type MessageKind = 'command' | 'query' | 'reply' | 'event' | 'error';

/**
 * One message as it was made: an envelope after CloudEvents 1.0 plus its data, never changed after it is sent.
 * A retry, a redelivery or a duplicate is the same message or says of which message it is a copy.
 */
export interface Message {
  /** Unique in its run, counted from 1 in the order of making. */
  readonly id: number;
  readonly name: string;
  readonly kind: MessageKind;
  /** The component that made it. */
  readonly source: string;
  readonly data: Data;
  /** The partition key, where the sender gave one. */
  readonly key: string | null;
  /** The short number that people follow through the picture; inherited from the first message of the story. */
  readonly label: string;
  /** The version of its contract that the sender speaks. */
  readonly version: number;
  /** Id of the first message of its story. */
  readonly correlationId: number;
  /** Id of the message whose handling made this one; null for the first of a story. */
  readonly causationId: number | null;
  /** For a reply or an error: the id of the request that it answers. */
  readonly inReplyTo: number | null;
  /** What its sender tells a broker (time to live, routing key), and a broker its consumers (delivery tag, deaths). */
  readonly headers?: { readonly [name: string]: Data };
  /** Personal fields that nobody can read in this copy: they are encrypted, or their key is gone. */
  readonly sealed?: readonly string[];
  /** No handler can ever finish it. */
  readonly poison: boolean;
}
