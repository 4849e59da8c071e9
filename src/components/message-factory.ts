import type { Data, Message, MessageKind } from '../trace/message.ts';

/** Makes the messages of one run, numbered in the order of making. */
export class MessageFactory {
  #made = 0;

  /** The first message of a story. */
  first(
    source: string,
    name: string,
    kind: MessageKind,
    data: Data,
    key: string | null,
    label: string,
    version: number,
  ): Message {
    const id = ++this.#made;
    return {
      id,
      name,
      kind,
      source,
      data,
      key,
      label,
      version,
      correlationId: id,
      causationId: null,
      inReplyTo: null,
      poison: false,
    };
  }

  /** A message made while `parent` is handled: it belongs to the parent's story. */
  following(
    parent: Message,
    source: string,
    name: string,
    kind: MessageKind,
    data: Data,
    key: string | null,
    version: number,
  ): Message {
    return {
      id: ++this.#made,
      name,
      kind,
      source,
      data,
      key,
      label: parent.label,
      version,
      correlationId: parent.correlationId,
      causationId: parent.id,
      inReplyTo: null,
      poison: false,
    };
  }

  /** The answer to a request. */
  answer(request: Message, source: string, kind: 'reply' | 'error', data: Data): Message {
    return {
      id: ++this.#made,
      name: request.name,
      kind,
      source,
      data,
      key: null,
      label: request.label,
      version: request.version,
      correlationId: request.correlationId,
      causationId: request.id,
      inReplyTo: request.id,
      poison: false,
    };
  }
}

/** The message with what its sender tells a broker; the message itself where that is nothing. */
export function withHeaders(message: Message, headers: Data | undefined): Message {
  return headers === undefined ? message : { ...message, headers: headers as NonNullable<Message['headers']> };
}
