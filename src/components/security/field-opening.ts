import { KEEPERS } from '../../scenario/security/keepers.ts';
import type { PersonalSpec } from '../../scenario/security/security-spec.ts';
import type { Data } from '../../trace/message.ts';
import type { MessageUnreadable } from '../../trace/entries/security-entries.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop } from '../network-port.ts';
import { type Fields, isSealedField, type SealedField } from '../sealed-field.ts';
import { openText, sealedVersion } from '../sealed-text.ts';
import type { World } from '../world.ts';
import type { KeyResult } from './key-client.ts';
import type { KeyClients } from './key-clients.ts';

/** A message that has arrived, and what is known of the keys that it needs. */
interface Arrived {
  readonly hop: Hop;
  readonly cause: number;
  readonly receiver: Component;
  /** By the key that a field needs. */
  readonly results: Map<string, KeyResult>;
}

/** Decrypts personal fields before their message gets to its handler. */
export class FieldOpening {
  readonly #world: World;
  readonly #personal: ReadonlyMap<string, PersonalSpec>;
  readonly #keys: KeyClients;
  /** What waits, by connection: it is handed over in the order in which it came. */
  readonly #lines = new Map<string, Arrived[]>();

  constructor(world: World, personal: ReadonlyMap<string, PersonalSpec>, keys: KeyClients) {
    this.#world = world;
    this.#personal = personal;
    this.#keys = keys;
  }

  receive(hop: Hop, cause: number, receiver: Component): void {
    const { passage } = hop;
    const name = `${hop.from} ${hop.to}`;
    const line = this.#lines.get(name);
    const isContent = passage !== 'reply' && passage !== 'ack' && passage !== 'commit';
    if (!isContent || (line === undefined && !this.#needsKey(hop))) return receiver.receive(hop, cause);
    const arrived: Arrived = { hop, cause, receiver, results: new Map() };
    if (line !== undefined) return void line.push(arrived);
    // With the keys at hand it goes on at once.
    if (this.#getsKeys(arrived, name, cause)) this.#hand(arrived, cause);
    else this.#lines.set(name, [arrived]);
  }

  /** What waited in a process that is gone; all of it is lost. */
  crashed(component: string): readonly Hop[] {
    const lost: Hop[] = [];
    for (const [name, line] of this.#lines) {
      if (line[0]?.hop.to !== component) continue;
      this.#lines.delete(name);
      for (const { hop } of line) lost.push(hop);
    }
    return lost;
  }

  /** Says that what waited is gone with its process. */
  lose({ message, from, to, final }: Hop, cause: number): void {
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: to, cause, message, from, to } as const;
    trace.append({
      ...base,
      kind: 'message.dropped',
      hop: null,
      reason: 'crash',
      why: dropWords.crash,
      mayComeAgain: !final,
    });
  }

  #needsKey({ message, to }: Hop): boolean {
    if (message.sealed === undefined || !this.#personal.get(message.name)?.encryption) return false;
    return !KEEPERS.has(this.#world.scenario.components.get(to)?.kind ?? '');
  }

  /** A key has come for the first in line: the line moves on. */
  #advance(name: string, because: number): void {
    const line = this.#lines.get(name);
    if (line === undefined) return;
    let cause = because;
    for (let head = line[0]; head !== undefined; head = line[0]) {
      const needsKey = this.#needsKey(head.hop);
      if (needsKey && !this.#getsKeys(head, name, cause)) return;
      line.shift();
      if (needsKey) this.#hand(head, cause);
      else head.receiver.receive(head.hop, head.cause);
      cause = line[0]?.cause ?? cause;
    }
    this.#lines.delete(name);
  }

  /** Asks for the keys that it needs and hasn't; false where it waits for one. */
  #getsKeys(arrived: Arrived, name: string, cause: number): boolean {
    const { hop, results } = arrived;
    const { message } = hop;
    const vault = this.#personal.get(message.name)?.encryption?.vault ?? '';
    for (const field of message.sealed ?? []) {
      const box = (message.data as Fields)[field];
      if (!isSealedField(box) || results.has(keyName(box))) continue;
      const version = sealedVersion(box.sealed);
      if (version === null) continue;
      const wish = { vault, subject: box.key, purpose: 'decrypt', version, about: message } as const;
      const then = (result: KeyResult, by: number): void => {
        // Its process crashed meanwhile.
        if (this.#lines.get(name)?.[0] !== arrived) return;
        // Who has fetched it from a broker keeps asking: giving it up would lose it.
        const mayGiveUp = hop.passage === 'call' || hop.passage === 'send';
        if (result.is !== 'failed' || mayGiveUp) results.set(keyName(box), result);
        this.#advance(name, by);
      };
      const result = this.#keys.of(hop.to).ask(wish, then, cause);
      if (result === null) return false;
      results.set(keyName(box), result);
    }
    return true;
  }

  #hand({ hop, receiver, results }: Arrived, cause: number): void {
    const { message } = hop;
    const failed = [...results.values()].find(({ is }) => is === 'failed');
    if (failed !== undefined && failed.is !== 'key') return this.#giveUp(hop, failed.why, cause);
    const data: { [field: string]: Data } = { ...(message.data as Fields) };
    const read: string[] = [];
    const unreadable: {
      readonly field: string;
      readonly because: MessageUnreadable['because'];
      readonly why: string;
    }[] = [];
    for (const field of message.sealed ?? []) {
      const box = data[field] as Data & SealedField;
      const result = results.get(keyName(box));
      const text = result?.is === 'key' ? openText(result.key, box.sealed) : null;
      if (text !== null) {
        data[field] = JSON.parse(text) as Data;
        read.push(field);
      } else if (result?.is === 'denied') unreadable.push({ field, because: 'denied', why: result.why });
      else {
        data[field] = null;
        const isGone = result?.is === 'gone';
        unreadable.push({
          field,
          because: isGone ? 'gone' : 'changed',
          why: isGone ? result.why : 'its ciphertext is not what was written',
        });
      }
    }
    let seq = cause;
    const { trace, clock } = this.#world;
    const base = { tUs: clock.nowUs, at: hop.to, message };
    if (read.length > 0)
      seq = trace.append({ ...base, seq: trace.next, cause: seq, kind: 'message.decrypted', fields: read });
    for (const because of ['gone', 'denied', 'changed'] as const) {
      const these = unreadable.filter((one) => one.because === because);
      const [first] = these;
      if (first === undefined) continue;
      const fields = these.map(({ field }) => field);
      const told = { ...base, seq: trace.next, cause: seq, fields, because, why: first.why };
      seq = trace.append({ ...told, kind: 'message.unreadable' });
    }
    const { sealed: _, ...rest } = message;
    const left = unreadable.map(({ field }) => field);
    receiver.receive({ ...hop, message: { ...rest, data, ...(left.length > 0 && { sealed: left }) } }, seq);
  }

  /** A request whose key did not come: it is not handled, and who waits for the answer is told. */
  #giveUp(hop: Hop, why: string, cause: number): void {
    const { trace, clock, messages, network } = this.#world;
    const { message, from, to, attempt, final, expectsAnswer } = hop;
    const base = { seq: trace.next, tUs: clock.nowUs, at: to, cause, message } as const;
    const seq = trace.append({ ...base, kind: 'encryption.failed', why: `It is not read: ${why}.` });
    if (!expectsAnswer) return;
    network.ship({
      message: messages.answer(message, to, 'error', { code: 'failed', why }),
      from: to,
      to: from,
      passage: 'reply',
      attempt,
      final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause: seq,
    });
  }
}

/** Names the version of a person's key that a field needs. */
function keyName({ key, sealed }: SealedField): string {
  return `${sealedVersion(sealed) ?? 0} ${key}`;
}
