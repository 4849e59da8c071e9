import { expect, test } from 'vitest';
import type { Data } from '../../trace/message.ts';
import { EventStoreCore } from './event-store-core.ts';
import { ALL, event } from './event-store.fixture.ts';
import type { Cipher } from '../cipher-port.ts';
import { PersonalData } from './personal-data.ts';
import type { NewEvent } from './stored-event.ts';

/** Turns texts round under numbered keys; it stands for the vault, which really encrypts. */
class Vault implements Cipher {
  readonly #keys = new Map<string, number | null>();

  seal(key: string, plain: string): string | null {
    if (!this.#keys.has(key)) this.#keys.set(key, this.#keys.size);
    const number = this.#keys.get(key);
    return typeof number === 'number' ? `${number}:${plain.split('').toReversed().join('')}` : null;
  }

  open(key: string, sealed: string): string | null {
    const number = this.#keys.get(key);
    if (typeof number !== 'number' || !sealed.startsWith(`${number}:`)) return null;
    return sealed.slice(`${number}:`.length).split('').toReversed().join('');
  }

  throwAway(key: string): void {
    this.#keys.set(key, null);
  }
}

const FIELDS = new Map([
  [
    'Registered',
    {
      fields: ['name', 'address'],
      ownerOf: (data: Data) => (data as { customer?: Data }).customer,
      ownerSource: 'customer',
    },
  ],
]);
const LISA: Data = { customer: 21, name: 'Lisa Meier', address: { city: 'Ittigen' }, plan: 'gold' };

function stored(personal: PersonalData, ...data: readonly Data[]): EventStoreCore {
  const store = new EventStoreCore();
  const sealed = data.map((one, i) => personal.seal(event(`e${i}`, one, 'Registered'))) as NewEvent[];
  store.append('customers', sealed, 'noStream', 0);
  return store;
}

test('[SHRED-1] nothing personal enters the store', () => {
  const store = stored(new PersonalData(FIELDS, new Vault()), LISA);
  const text = JSON.stringify(store.readAll(ALL).events);
  expect(['Lisa', 'Meier', 'Ittigen'].filter((word) => text.includes(word))).toEqual([]);
  expect(store.readAll(ALL).events[0]?.data).toMatchObject({ customer: 21, plan: 'gold', name: { key: '21' } });
});

test('[SHRED-2] a reader sees it, until the key is thrown away', () => {
  const vault = new Vault();
  const personal = new PersonalData(FIELDS, vault);
  const store = stored(personal, LISA, { ...LISA, customer: 12, name: 'Paul Steffen' });
  const read = (): readonly unknown[] =>
    store.readAll(ALL).events.map((one) => {
      const { event: opened, shredded } = personal.open(one);
      return [opened.data, shredded];
    });
  expect(read()).toEqual([
    [LISA, []],
    [{ ...LISA, customer: 12, name: 'Paul Steffen' }, []],
  ]);
  vault.throwAway('21');
  expect(read()).toEqual([
    [{ customer: 21, name: null, address: null, plan: 'gold' }, ['name', 'address']],
    [{ ...LISA, customer: 12, name: 'Paul Steffen' }, []],
  ]);
});

test('[SHRED-2] events of other types, and without the fields, pass as they are', () => {
  const personal = new PersonalData(FIELDS, new Vault());
  for (const one of [
    event('a', { name: 'x' }, 'Other'),
    event('b', null, 'Registered'),
    event('c', { plan: 1 }, 'Registered'),
  ]) {
    expect([personal.seal(one), personal.open(one)]).toEqual([one, { event: one, shredded: [] }]);
  }
});

test("[SHRED-3] what can't be encrypted is refused", () => {
  const vault = new Vault();
  const personal = new PersonalData(FIELDS, vault);
  expect(personal.seal(event('a', { name: 'Lisa' }, 'Registered'))).toBe(
    'Registered has no customer to say whose name it is',
  );
  vault.throwAway('21');
  expect(personal.seal(event('a', LISA, 'Registered'))).toBe('the key of 21 was thrown away');
});
