import type { Data } from '../../trace/message.ts';
import type { Cipher } from '../cipher-port.ts';
import type { NewEvent } from './stored-event.ts';

/** Which fields of an event are personal, and whose they are. */
export interface PersonalFields {
  readonly fields: readonly string[];
  /** The person, of the event's data; an expression of a field that is never encrypted itself. */
  readonly ownerOf: (data: Data) => Data | undefined;
  /** How people write that. */
  readonly ownerSource: string;
}

/** An event as a reader may see it, and which of its fields nobody can read any more. */
export interface Opened<Event extends NewEvent> {
  readonly event: Event;
  readonly shredded: readonly string[];
}

type Fields = { readonly [field: string]: Data };

/** Encrypts personal fields on their way into the store and decrypts them on their way out. */
export class PersonalData {
  readonly #byType: ReadonlyMap<string, PersonalFields>;
  readonly #cipher: Cipher;

  constructor(byType: ReadonlyMap<string, PersonalFields>, cipher: Cipher) {
    this.#byType = byType;
    this.#cipher = cipher;
  }

  /** The event with its personal fields encrypted; a sentence where that can't be, because nothing goes in readable. */
  seal(event: NewEvent): NewEvent | string {
    const personal = this.#byType.get(event.type);
    if (personal === undefined || !hasFields(event.data)) return event;
    const owner = personal.ownerOf(event.data);
    const sealed: { [field: string]: Data } = {};
    for (const field of personal.fields) {
      const plain = event.data[field];
      if (plain === undefined) continue;
      if (owner === undefined || owner === null)
        return `${event.type} has no ${personal.ownerSource} to say whose ${field} it is`;
      const key = keyOf(owner);
      const text = this.#cipher.seal(key, JSON.stringify(plain));
      if (text === null) return this.#cipher.whyNot?.(key) ?? `the key of ${key} was thrown away`;
      sealed[field] = { key, sealed: text };
    }
    return { ...event, data: { ...event.data, ...sealed } };
  }

  /** The event with its personal fields decrypted; those whose key is gone are null. */
  open<Event extends NewEvent>(event: Event): Opened<Event> {
    const personal = this.#byType.get(event.type);
    if (personal === undefined || !hasFields(event.data)) return { event, shredded: [] };
    const opened: { [field: string]: Data } = {};
    const shredded: string[] = [];
    for (const field of personal.fields) {
      const box = event.data[field];
      if (!isSealed(box)) continue;
      const text = this.#cipher.open(box.key, box.sealed);
      if (text === null) shredded.push(field);
      opened[field] = text === null ? null : (JSON.parse(text) as Data);
    }
    return { event: { ...event, data: { ...event.data, ...opened } }, shredded };
  }
}

function keyOf(owner: Data): string {
  return typeof owner === 'string' ? owner : JSON.stringify(owner);
}

function hasFields(data: Data): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isSealed(data: Data | undefined): data is { readonly key: string; readonly sealed: string } {
  return data !== undefined && hasFields(data) && typeof data['key'] === 'string' && typeof data['sealed'] === 'string';
}
