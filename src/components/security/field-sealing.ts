import { STEPS } from '../../scenario/expression.ts';
import type { PersonalSpec } from '../../scenario/security/security-spec.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { dataText } from '../data-text.ts';
import { dropWords } from '../drop-words.ts';
import type { Shipment } from '../network-port.ts';
import { randomBytes } from '../random-bytes.ts';
import { type Fields, hasFields, isSealedField } from '../sealed-field.ts';
import { type DataKey, NONCE_BYTES, sealText } from '../sealed-text.ts';
import type { World } from '../world.ts';
import type { KeyResult } from './key-client.ts';
import type { KeyClients } from './key-clients.ts';

/** A message that waits for its key. */
interface Waiting {
  /** Its newest attempt: one before it is no longer waited for. */
  shipment: Shipment;
  /** Seq of the entry that it waits behind. */
  readonly seq: number;
}

type Onwards = (shipment: Shipment) => number;

/** Encrypts personal fields before their message sets out. */
export class FieldSealing {
  readonly #world: World;
  readonly #personal: ReadonlyMap<string, PersonalSpec>;
  readonly #keys: KeyClients;
  readonly #components: ReadonlyMap<string, Component>;
  /** What another attempt sends again, bit by bit the same. */
  readonly #sealed = new WeakMap<Message, Message>();
  readonly #waiting = new Map<Message, Waiting>();

  constructor(
    world: World,
    personal: ReadonlyMap<string, PersonalSpec>,
    keys: KeyClients,
    components: ReadonlyMap<string, Component>,
  ) {
    this.#world = world;
    this.#personal = personal;
    this.#keys = keys;
    this.#components = components;
  }

  ship(shipment: Shipment, onwards: Onwards): number {
    const { message, from, cause } = shipment;
    const encryption = this.#personal.get(message.name)?.encryption;
    if (!encryption || message.kind === 'reply' || message.kind === 'error' || message.sealed !== undefined)
      return onwards(shipment);
    const before = this.#sealed.get(message);
    if (before !== undefined) return onwards({ ...shipment, message: before });
    const fields = this.#readable(message);
    // Nothing personal in it, or only what came encrypted and is passed on.
    if (fields.length === 0) return onwards(this.#marked(shipment));
    const waiting = this.#waiting.get(message);
    if (waiting !== undefined) {
      waiting.shipment = shipment;
      return waiting.seq;
    }
    const owner = this.#ownerOf(message.data, encryption.subject);
    if (owner === null) {
      const why = `${message.name} does not say by ${encryption.subject.source} whose ${fields.join(', ')} it carries`;
      return this.#fail(shipment, 'failed', why, cause);
    }
    const wish = {
      vault: encryption.vault,
      subject: owner,
      purpose: 'encrypt',
      version: null,
      about: message,
    } as const;
    const then = (result: KeyResult, by: number): void => {
      const held = this.#waiting.get(message);
      this.#waiting.delete(message);
      if (held !== undefined) this.#go(held.shipment, fields, result, onwards, by);
    };
    const result = this.#keys.of(from).ask(wish, then, cause ?? 0);
    if (result !== null) return this.#go(shipment, fields, result, onwards, cause);
    const seq = this.#world.trace.next - 1;
    this.#waiting.set(message, { shipment, seq });
    return seq;
  }

  /** What waited in a process that is gone; all of it is lost. */
  crashed(component: string): readonly Shipment[] {
    const lost = [...this.#waiting.values()].filter(({ shipment }) => shipment.from === component);
    for (const { shipment } of lost) this.#waiting.delete(shipment.message);
    return lost.map(({ shipment }) => shipment);
  }

  /** Says that what waited is gone with its process. */
  lose({ message, from, to, final }: Shipment, cause: number): void {
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: from, cause, message, from, to } as const;
    trace.append({
      ...base,
      kind: 'message.dropped',
      hop: null,
      reason: 'crash',
      why: dropWords.crash,
      mayComeAgain: !final,
    });
  }

  #go(
    shipment: Shipment,
    fields: readonly string[],
    result: KeyResult,
    onwards: Onwards,
    cause: number | null,
  ): number {
    if (result.is === 'key') {
      const message = this.#seal(shipment, fields, result.key);
      const { trace, clock } = this.#world;
      const { subject, version } = result.key;
      const base = { seq: trace.next, tUs: clock.nowUs, at: shipment.from, cause, message, fields } as const;
      const seq = trace.append({ ...base, kind: 'message.encrypted', subject, version });
      return onwards({ ...shipment, message, cause: seq });
    }
    return this.#fail(shipment, result.is === 'failed' ? 'failed' : 'refused', result.why, cause);
  }

  #seal({ message, from }: Shipment, fields: readonly string[], key: DataKey): Message {
    const nonces = this.#world.random.stream(from, 'nonces');
    const data: { [field: string]: Data } = { ...(message.data as Fields) };
    for (const field of fields) {
      const nonce = randomBytes(nonces, NONCE_BYTES);
      data[field] = { key: key.subject, sealed: sealText(key, JSON.stringify(data[field]), nonce) };
    }
    const sealed: Message = { ...message, data, sealed: this.#sealedFields(message.name, data) };
    this.#sealed.set(message, sealed);
    return sealed;
  }

  #marked(shipment: Shipment): Shipment {
    const { message } = shipment;
    const fields = hasFields(message.data) ? this.#sealedFields(message.name, message.data) : [];
    if (fields.length === 0) return shipment;
    const marked: Message = { ...message, sealed: fields };
    this.#sealed.set(message, marked);
    return { ...shipment, message: marked };
  }

  /** It is not sent. Who waits for an answer learns why, after what it is doing now. */
  #fail(shipment: Shipment, code: 'failed' | 'refused', why: string, cause: number | null): number {
    const { trace, clock, messages } = this.#world;
    const { message, from, to, passage, attempt, final, expectsAnswer } = shipment;
    const base = { seq: trace.next, tUs: clock.nowUs, at: from, cause, message } as const;
    const seq = trace.append({ ...base, kind: 'encryption.failed', why: `It is not sent: ${why}.` });
    if (!expectsAnswer) return seq;
    const answer = {
      hop: -1,
      message: messages.answer(message, from, 'error', { code, why }),
      from: to,
      to: from,
      passage: passage === 'publish' ? 'ack' : 'reply',
      dueUs: clock.nowUs,
      duplicate: false,
      attempt,
      final,
      expectsAnswer: false,
      record: null,
      sentSeq: seq,
    } as const;
    clock.atCall(
      clock.nowUs,
      (component, told) => {
        if (component?.reachable === true) component.receive(told, seq);
      },
      this.#components.get(from),
      answer,
    );
    return seq;
  }

  /** Personal fields that hold something readable. */
  #readable({ name, data }: Message): readonly string[] {
    const fields = this.#personal.get(name)?.fields ?? [];
    if (!hasFields(data)) return [];
    return fields.filter((field) => data[field] !== undefined && data[field] !== null && !isSealedField(data[field]));
  }

  #sealedFields(name: string, data: Fields): readonly string[] {
    return (this.#personal.get(name)?.fields ?? []).filter((field) => isSealedField(data[field]));
  }

  /** Whose data it is; null where it doesn't say. */
  #ownerOf(data: Data, subject: NonNullable<PersonalSpec['encryption']>['subject']): string | null {
    const { parameters, steps } = this.#world;
    const owner = subject.evaluate({ msg: data, param: parameters, [STEPS]: steps });
    return owner === null || owner === '' ? null : dataText(owner);
  }
}
