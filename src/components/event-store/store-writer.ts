import { compileDistribution } from '../../kernel/distribution.ts';
import type { TimerId } from '../../kernel/heap.ts';
import type { EventStoreSpec } from '../../scenario/kinds/event-store-spec.ts';
import type { Message } from '../../trace/message.ts';
import type { AppendData, Appended } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { AppendResult, EventStoreCore } from './event-store-core.ts';
import { readExpectedVersion } from './expected-version.ts';
import { isIn } from './stream-name.ts';
import type { StoredMessages } from './stored-messages.ts';

interface Waiting {
  readonly hop: Hop;
  readonly cause: number;
}

/** How an append ended, for the answer. */
export type Outcome =
  | { readonly answer: Appended; readonly cause: number }
  | { readonly code: 'conflict' | 'refused'; readonly why: string; readonly cause: number };

export interface WriterPorts {
  readonly factor: () => number;
  readonly answer: (hop: Hop, outcome: Outcome) => void;
  /** Events were written; the seq of the entry of the last. */
  readonly written: (cause: number) => void;
}

/** Writes one append after the other, as the product's one writer does. */
export class StoreWriter {
  readonly #world: World;
  readonly #spec: EventStoreSpec;
  readonly #core: EventStoreCore;
  readonly #messages: StoredMessages;
  readonly #ports: WriterPorts;
  readonly #takesUs: (() => number) | null;
  #waiting: Waiting[] = [];
  #timer: TimerId | null = null;

  constructor(world: World, spec: EventStoreSpec, core: EventStoreCore, messages: StoredMessages, ports: WriterPorts) {
    this.#world = world;
    this.#spec = spec;
    this.#core = core;
    this.#messages = messages;
    this.#ports = ports;
    if (spec.appendTime === null) this.#takesUs = null;
    else {
      const sample = compileDistribution(spec.appendTime);
      const draws = world.random.stream(spec.id, 'append');
      this.#takesUs = () => Math.round(sample(draws) * ports.factor());
    }
  }

  /** How many appends are in memory only. */
  get waiting(): number {
    return this.#waiting.length;
  }

  take(hop: Hop, cause: number): void {
    if (this.#takesUs === null) return this.#write({ hop, cause });
    this.#waiting.push({ hop, cause });
    if (this.#timer === null) this.#begin(this.#takesUs);
  }

  /** The process is gone; returns what was in memory only. */
  crash(): readonly Hop[] {
    if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
    this.#timer = null;
    const lost = this.#waiting.map(({ hop }) => hop);
    this.#waiting = [];
    return lost;
  }

  #begin(takesUs: () => number): void {
    this.#timer = this.#world.clock.after(takesUs(), () => {
      this.#timer = null;
      const first = this.#waiting.shift();
      if (this.#waiting.length > 0) this.#begin(takesUs);
      if (first !== undefined) this.#write(first);
    });
  }

  /** All of the events or none, at one instant. */
  #write({ hop, cause }: Waiting): void {
    const { clock } = this.#world;
    const data = hop.message.data as unknown as AppendData;
    const expected = readExpectedVersion(PRODUCT_NAMES[String(data.expected)] ?? data.expected);
    if (expected === null) {
      const why = `${String(data.expected)} is no version of a stream`;
      return this.#ports.answer(hop, { code: 'refused', why, cause });
    }
    const events = data.events.map(({ id, event, version, data: fields }) => ({
      id,
      type: event,
      version,
      data: fields,
      metadata: null,
    }));
    const result = this.#core.append(data.stream, events, expected, clock.nowUs);
    this.#ports.answer(hop, this.#tell(hop, data, result, cause));
    if (result.kind === 'appended' && result.events.length > 0) this.#ports.written(this.#world.trace.next - 1);
  }

  #tell({ message }: Hop, data: AppendData, result: AppendResult, cause: number): Outcome {
    const { trace, clock } = this.#world;
    const { stream, expected } = data;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause } as const;
    switch (result.kind) {
      case 'appended': {
        this.#applyRules(stream);
        let seq = cause;
        for (const [i, event] of result.events.entries())
          seq = this.#messages.keep(
            event,
            this.#messageOf(message, stream, data.events[i] as AppendData['events'][number]),
            seq,
          );
        return { answer: { version: result.last, position: result.events.at(-1)?.position ?? -1 }, cause: seq };
      }
      case 'idempotent': {
        const { first, last } = result;
        const seq = trace.append({ ...base, kind: 'append.repeated', message, stream, first, last });
        return { answer: { version: last, position: this.#positionOf(stream, last) }, cause: seq };
      }
      default: {
        const version = this.#core.version(stream);
        const { why } = result;
        const seq = trace.append({ ...base, kind: 'append.refused', message, stream, expected, version, why });
        return { code: result.kind === 'wrongExpectedVersion' ? 'conflict' : 'refused', why, cause: seq };
      }
    }
  }

  /** The event, as a message of the story to which the append belongs. */
  #messageOf(append: Message, stream: string, draft: AppendData['events'][number]): Message {
    const { id, event: name, version, data } = draft;
    return { ...append, id: Number(id), name, kind: 'event', data, key: stream, version };
  }

  #positionOf(stream: string, number: number): number {
    const range = { direction: 'forwards', from: number, count: 1 } as const;
    return this.#core.read(stream, range, this.#world.clock.nowUs).events[0]?.position ?? -1;
  }

  /** A stream gets the rules of its name with its first event. */
  #applyRules(stream: string): void {
    if (this.#core.settingsOf(stream).maxCount !== undefined || this.#core.settingsOf(stream).maxAgeUs !== undefined)
      return;
    const rules = this.#spec.streams.find(({ name }) => isIn(stream, name));
    if (rules === undefined) return;
    this.#core.setSettings(stream, {
      ...this.#core.settingsOf(stream),
      ...(rules.maxCount !== null && { maxCount: rules.maxCount }),
      ...(rules.retentionUs !== null && { maxAgeUs: rules.retentionUs }),
    });
  }
}

/** What documents call the expectations that are no number. */
const PRODUCT_NAMES: { readonly [name: string]: string } = { none: 'noStream', exists: 'streamExists', any: 'any' };
