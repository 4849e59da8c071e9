import { isRecord } from '../../scenario/kind-words.ts';
import type { EventStoreSpec } from '../../scenario/kinds/event-store-spec.ts';
import type { Data } from '../../trace/message.ts';
import type { World } from '../world.ts';
import type { EventStoreCore } from './event-store-core.ts';
import type { StoredMessages } from './stored-messages.ts';
import { StreamCopy } from './stream-copy.ts';

/** What people do to a store's past: edit an event in its place, copy a stream, scavenge. */
export class StoreChanges {
  readonly #world: World;
  readonly #spec: EventStoreSpec;
  readonly #core: EventStoreCore;
  readonly #messages: StoredMessages;
  readonly #written: (cause: number) => void;

  constructor(
    world: World,
    spec: EventStoreSpec,
    core: EventStoreCore,
    messages: StoredMessages,
    written: (cause: number) => void,
  ) {
    this.#world = world;
    this.#spec = spec;
    this.#core = core;
    this.#messages = messages;
    this.#written = written;
  }

  /** Changes fields of an event in its place; nobody who has read it is told. Returns why it can't be, or null. */
  edit(stream: string, number: number, set: { readonly [field: string]: Data }, cause: number): string | null {
    const range = { direction: 'forwards', from: number, count: 1 } as const;
    const [event] = this.#core.read(stream, range, this.#world.clock.nowUs).events;
    if (event === undefined || event.number !== number) return `\`${stream}\` has no event ${number}`;
    const data = isRecord(event.data) ? { ...event.data, ...set } : set;
    this.#core.tamper(stream, number, data);
    const { trace, clock } = this.#world;
    const message = this.#messages.replace({ ...event, data }, trace.next);
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#spec.id,
      cause,
      kind: 'event.edited',
      stream,
      number,
      position: event.position,
      message,
    });
    return null;
  }

  scavenge(cause: number): string | null {
    const { trace, clock } = this.#world;
    const removed = this.#core.scavenge(clock.nowUs);
    if (removed.length === 0) return 'all that it keeps can still be read';
    const positions = removed.map(({ position }) => position);
    trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause, kind: 'events.scavenged', positions });
    return null;
  }

  /** Writes a stream anew under another name, each event in its newest form. */
  copy(from: string, to: string, cause: number): string | null {
    if (this.#core.version(from) < 0) return `there is no stream \`${from}\``;
    if (this.#core.version(to) >= 0) return `there is a stream \`${to}\` already`;
    const { trace, clock, messages } = this.#world;
    const first = this.#core.lastPosition + 1;
    const copy = new StreamCopy(this.#core, from, to, (event) => {
      const { name, version, data } = this.#messages.read(event).message;
      return [{ type: name, version, data }];
    });
    const why = copy.advance(Number.MAX_SAFE_INTEGER, clock.nowUs);
    if (why !== null) return why;
    let seq = cause;
    const written = this.#core.readAll({ direction: 'forwards', from: first, count: Number.MAX_SAFE_INTEGER }).events;
    for (const event of written) {
      const { stream: source, number } = (event.metadata as { copiedFrom: { stream: string; number: number } })
        .copiedFrom;
      const parent = this.#originalOf(source, number);
      const message = messages.following(parent, this.#spec.id, event.type, 'event', event.data, to, event.version);
      seq = this.#messages.keep(event, message, seq);
    }
    const { read } = copy;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#spec.id,
      cause: seq,
      kind: 'stream.copied',
      from,
      to,
      read,
      written: copy.written,
    });
    this.#written(trace.next - 1);
    return null;
  }

  #originalOf(stream: string, number: number) {
    const range = { direction: 'forwards', from: number, count: 1 } as const;
    const [event] = this.#core.read(stream, range, this.#world.clock.nowUs).events;
    return this.#messages.at(event?.position ?? 0).message;
  }
}
