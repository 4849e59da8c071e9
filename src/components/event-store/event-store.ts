import { STEPS } from '../../scenario/expression.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { EventStoreSpec } from '../../scenario/kinds/event-store-spec.ts';
import type { DropReason } from '../../trace/entry.ts';
import type { Data } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import type {
  EventDraft,
  EventReader,
  EventStorePort,
  GroupConsumer,
  GroupSettings,
  ReadData,
  SnapshotData,
} from '../event-store-port.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { CatchUpReaders } from './catch-up-readers.ts';
import type { After } from './catch-up-subscription.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import { EventStoreCore } from './event-store-core.ts';
import { PersonalData } from './personal-data.ts';
import { StoreChanges } from './store-changes.ts';
import { StoreReader } from './store-reader.ts';
import { type Outcome, StoreWriter } from './store-writer.ts';
import { StoredMessages } from './stored-messages.ts';

/** A store of event streams: see spec.md beside it. */
export class EventStore implements Component, EventStorePort {
  readonly id: string;
  readonly ports = { eventStore: this };
  readonly #world: World;
  readonly #spec: EventStoreSpec;
  readonly #life: Life;
  readonly #core = new EventStoreCore();
  readonly #writer: StoreWriter;
  readonly #reader: StoreReader;
  readonly #readers: CatchUpReaders;
  readonly #groups: ConsumerGroups;
  readonly #changes: StoreChanges;
  #personal: PersonalData | null = null;

  constructor(world: World, spec: EventStoreSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.#resume(cause));
    const messages = new StoredMessages(world, spec);
    const isUp = (): boolean => this.#life.running;
    const written = (cause: number): void => this.#serve(cause);
    this.#writer = new StoreWriter(world, spec, this.#core, messages, {
      factor: () => this.#life.factor,
      answer: (hop, outcome) => this.#end(hop, outcome),
      written,
    });
    this.#reader = new StoreReader(world, spec, this.#core, messages, {
      factor: () => this.#life.factor,
      answer: (hop, data, cause) => this.#answer(hop, 'reply', data, cause),
    });
    this.#readers = new CatchUpReaders(world, spec.id, this.#core, messages, isUp);
    this.#groups = new ConsumerGroups(world, spec.id, this.#core, messages, isUp);
    this.#changes = new StoreChanges(world, spec, this.#core, messages, written);
  }

  get snapshotEvery(): number | null {
    return this.#spec.snapshotEvery;
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'ack') return this.#groups.settle(hop, cause);
    switch (hop.message.name) {
      case 'AppendEvents':
        return this.#writer.take(hop, cause);
      case 'ReadStream':
        return this.#reader.read(hop, hop.message.data as unknown as ReadData, cause);
      case 'SaveSnapshot':
        this.#reader.save(hop.message.data as unknown as SnapshotData, cause);
        return;
      default: {
        const seq = this.#drop(hop, 'unhandled', cause);
        if (hop.expectsAnswer) this.#answer(hop, 'error', { code: 'rejected', why: dropWords.unhandled }, seq);
      }
    }
  }

  undelivered(hop: Hop): void {
    if (hop.passage === 'fetch') this.#readers.lost(hop);
  }

  crash(cause: number): string | null {
    const lost = this.#writer.waiting + this.#reader.waiting;
    const why = this.#life.crash(cause, lost);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    for (const hop of [...this.#writer.crash(), ...this.#reader.crash()]) this.#drop(hop, 'crash', seq);
    this.#groups.stop();
    this.#core.restart();
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(factor: number, cause: number): string | null {
    if (this.#spec.appendTime === null && this.#spec.readTimeUs === 0)
      return 'its appends and reads take no time that could be longer; slow its links instead';
    return this.#life.slow(factor, cause);
  }

  rename(): string {
    return 'a store hands events out as they were written';
  }

  intervene(what: Intervention, cause: number): string | null {
    if (!this.#life.running) return 'it is down';
    switch (what.kind) {
      case 'edit-event':
        return this.#changes.edit(what.stream, what.number, what.set, cause);
      case 'scavenge':
        return this.#changes.scavenge(cause);
      case 'copy-stream':
        return this.#changes.copy(what.stream, what.to, cause);
      case 'forget-person': {
        const { vault } = this.#spec;
        if (vault === null) return 'it keeps no personal data under keys';
        const cipher = this.#world.port('cipher', vault);
        return cipher.forget === undefined ? 'its vault throws no keys away' : cipher.forget(what.subject, cause);
      }
      default:
        return 'that does nothing to an event store';
    }
  }

  next(reader: EventReader, stream: string | null, after: After): number {
    return this.#readers.next(reader, stream, after);
  }

  leave(reader: EventReader, cause: number | null): void {
    this.#readers.leave(reader, cause);
  }

  join(consumer: GroupConsumer, settings: GroupSettings, cause: number): void {
    this.#groups.join(consumer, settings, cause);
  }

  part(consumer: GroupConsumer, cause: number): void {
    this.#groups.part(consumer, cause);
  }

  seal(events: readonly EventDraft[]): readonly EventDraft[] | string {
    const personal = this.#personalData();
    if (personal === null) return events;
    const sealed: EventDraft[] = [];
    for (const draft of events) {
      const { id, event: type, version, data } = draft;
      const result = personal.seal({ id, type, version, data, metadata: null });
      if (typeof result === 'string') return result;
      sealed.push({ ...draft, data: result.data });
    }
    return sealed;
  }

  open(type: string, data: Data): { readonly data: Data; readonly unreadable: readonly string[] } {
    const personal = this.#personalData();
    if (personal === null) return { data, unreadable: [] };
    const { event, shredded } = personal.open({ id: '', type, version: 1, data, metadata: null });
    return { data: event.data, unreadable: shredded };
  }

  isPersonal(event: string): boolean {
    return this.#spec.personal.has(event);
  }

  /** Built on first use, when the vault is there. */
  #personalData(): PersonalData | null {
    const { vault, personal } = this.#spec;
    if (vault === null || personal.size === 0) return null;
    if (this.#personal !== null) return this.#personal;
    const { parameters, steps } = this.#world;
    const byType = [...personal].map(([type, { fields, subject }]) => {
      const ownerOf = (data: Data): Data =>
        subject.evaluate({ event: data, msg: data, param: parameters, [STEPS]: steps });
      return [type, { fields, ownerOf, ownerSource: subject.source }] as const;
    });
    return (this.#personal = new PersonalData(new Map(byType), this.#world.port('cipher', vault)));
  }

  #resume(cause: number): void {
    this.#groups.resume(cause);
    this.#readers.serveAll();
  }

  #serve(cause: number): void {
    this.#readers.serveAll();
    this.#groups.serveAll(cause);
  }

  /** The snapshot that came with an append is kept with its events. */
  #end(hop: Hop, outcome: Outcome): void {
    if ('code' in outcome) {
      const { code, why, cause } = outcome;
      if (hop.expectsAnswer) this.#answer(hop, 'error', { code, why }, cause);
      return;
    }
    const { stream, snapshot } = hop.message.data as unknown as {
      stream: string;
      snapshot: { fold: string; state: Data } | null;
    };
    const { version, position } = outcome.answer;
    const cause =
      snapshot === null ? outcome.cause : this.#reader.save({ stream, version, ...snapshot }, outcome.cause);
    if (hop.expectsAnswer) this.#answer(hop, 'reply', { version, position }, cause);
  }

  #answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    this.#world.network.ship({
      message: this.#world.messages.answer(hop.message, this.id, kind, data),
      from: this.id,
      to: hop.from,
      passage: 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }

  #drop(hop: Hop, reason: DropReason, cause: number): number {
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'message.dropped',
      hop: null,
      message: hop.message,
      from: hop.from,
      to: this.id,
      reason,
      why: dropWords[reason],
      mayComeAgain: reason !== 'unhandled' && !hop.final,
    });
  }
}
