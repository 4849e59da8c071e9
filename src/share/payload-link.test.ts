import { deflateRawSync } from 'node:zlib';
import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hasher } from '../kernel/hash.ts';
import { base64urlText, parseBase64url } from './base64url.ts';
import { DICTIONARY_1 } from './dictionary-1.ts';
import { inflate } from './inflate.ts';
import { parseWholeLink } from './parse-whole-link.fixture.ts';
import { LONGEST_LINK } from './link-text.ts';
import { MOST_BYTES, payloadLinkText } from './payload-link.ts';
import { EMPTY_RUN, type PayloadLink } from './run-link.ts';

const dictionary = new TextEncoder().encode(DICTIONARY_1);
const pizza = {
  eventually: 1,
  id: 'pizza-async',
  title: 'A pizza, asynchronously',
  seed: 7,
  messages: { PlaceOrder: { kind: 'command', fields: { orderId: 'string', pizza: 'string' } } },
  components: {
    customer: {
      kind: 'client',
      at: [0, 1],
      sends: [{ command: 'PlaceOrder', to: 'orders', every: { exponential: '2s' } }],
    },
    orders: {
      kind: 'service',
      at: [1, 1],
      workers: 4,
      on: { PlaceOrder: [{ work: '40ms' }, { reply: { accepted: true } }] },
    },
  },
};
const pack = (json: string): string =>
  `#/r/1${base64urlText(deflateSync(new TextEncoder().encode(json), { dictionary }))}`;
const plain: PayloadLink = { kind: 'payload', ...EMPTY_RUN, document: pizza };

describe('base64url', () => {
  test.each([0, 1, 2, 3, 4, 5, 255, 1_000])('agrees with the reference on %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
    const text = Buffer.from(bytes).toString('base64url');
    expect(base64urlText(bytes)).toBe(text);
    expect(parseBase64url(text)).toEqual(bytes);
    expect(parseBase64url(Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_'))).toEqual(
      bytes,
    );
  });
});

describe('a payload link', () => {
  test('[URL-20] is read back as it was written', () => {
    const json = fc
      .dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })
      .filter((document) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(document)));
    fc.assert(
      fc.property(json, fc.nat(), fc.nat({ max: 1_000_000_000 }), (document, seed, tUs) => {
        // JSON has no -0.
        const written = {
          ...plain,
          document: JSON.parse(JSON.stringify(document)) as unknown,
          seed,
          tUs,
          variant: 'async',
        };
        expect(parseWholeLink(payloadLinkText(written) ?? '')).toEqual(written);
      }),
    );
  });

  test('[URL-20] carries the whole moment', () => {
    const written: PayloadLink = {
      ...plain,
      step: 2,
      tUs: 1_290_000,
      parameters: { rate: 2 },
      interventions: [{ atUs: 1_000_000, what: { kind: 'crash', component: 'orders' } }],
      check: '00ff00',
      view: 'logs',
      extras: [['future', 'yes']],
    };
    expect(parseWholeLink(payloadLinkText(written) ?? '')).toEqual(written);
  });

  test('[URL-21] uses a dictionary that never changes', () => {
    expect(new Hasher().string(DICTIONARY_1).digest()).toBe('c147c89100af5b52');
    expect(DICTIONARY_1.length).toBe(3_632);
  });

  test('is short, thanks to the dictionary', () => {
    const alone = deflateRawSync(JSON.stringify({ document: pizza }), { level: 9 });
    expect((payloadLinkText(plain) ?? '').length).toBeLessThan((alone.length * 4) / 3 / 1.8);
  });

  test('[URL-22] never unfolds a bomb', () => {
    const bomb = pack(`{"document":"${' '.repeat(20_000_000)}"}`);
    expect(bomb.length).toBeLessThan(LONGEST_LINK);
    expect(parseWholeLink(bomb)).toMatchObject({ kind: 'problem', title: 'This link holds too much' });
    const unfolded = inflate(deflateRawSync(new Uint8Array(20_000_000)), new Uint8Array(0), MOST_BYTES);
    expect(unfolded.end).toBe('too-large');
    expect(unfolded.bytes.length).toBe(MOST_BYTES);
  });

  test('[URL-24] that is cut off anywhere says so', () => {
    const text = payloadLinkText({ ...plain, tUs: 1, seed: 3 }) ?? '';
    for (let length = 5; length < text.length; length += 1) {
      const read = parseWholeLink(text.slice(0, length));
      expect(read).toMatchObject({ kind: 'problem' });
    }
    expect(parseWholeLink(text.slice(0, text.length - 8))).toMatchObject({
      title: 'This link is cut off',
      heldTitle: 'A pizza, asynchronously',
    });
  });

  test('[URL-25] with prototype keys or an abyss is not read', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const read = parseWholeLink(pack(`{"document":{"title":"Trap","a":[{"${key}":{"admin":true}}]}}`));
      expect(read).toMatchObject({ kind: 'problem', heldTitle: 'Trap', saved: null });
      expect(read.kind === 'problem' && read.message).toContain(key);
    }
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    const abyss = pack(`{"document":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
    expect(parseWholeLink(abyss)).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('nested') as string,
    });
  });

  test('[URL-26] that is too large is not made', () => {
    const noise = Array.from({ length: 30_000 }, (_, i) => new Hasher().int(i).digest()).join('');
    expect(payloadLinkText({ ...plain, document: { noise } })).toBeNull();
    expect(payloadLinkText({ ...plain, document: { spaces: ' '.repeat(MOST_BYTES) } })).toBeNull();
  });
});
