import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomSource } from '../../kernel/random.ts';
import { randomBytes } from '../random-bytes.ts';
import { type DataKey, NONCE_BYTES, openText, sealedVersion, sealText } from '../sealed-text.ts';
import { KeyRing } from './key-ring.ts';

function ringOf(seed: number): { readonly ring: KeyRing; readonly nonce: () => Uint8Array } {
  const random = new RandomSource(seed);
  const ring = new KeyRing((subject, version, count) =>
    randomBytes(random.stream('v', `${version} ${subject}`), count),
  );
  return { ring, nonce: () => randomBytes(random.stream('v', 'nonces'), NONCE_BYTES) };
}

test('[VAULT-2] a ciphertext is neither its text nor the same twice, and opens with its own key only', () => {
  const { ring, nonce } = ringOf(1);
  const lisa = ring.newest('lisa') as DataKey;
  const [one, two] = [sealText(lisa, 'Bahnhofstrasse 1', nonce()), sealText(lisa, 'Bahnhofstrasse 1', nonce())];
  expect(one).not.toBe(two);
  expect([one, two].some((text) => text.includes('Bahnhof'))).toBe(false);
  expect([openText(lisa, one), openText(lisa, two)]).toEqual(['Bahnhofstrasse 1', 'Bahnhofstrasse 1']);
  const paul = ring.newest('paul') as DataKey;
  const next = ring.rotate('lisa') as DataKey;
  expect(openText(paul, one)).toBeNull();
  expect(openText(next, one)).toBeNull();
  // The same bytes under another name or version open nothing either: a ciphertext is bound to both.
  expect(openText({ ...lisa, subject: 'paul' }, one)).toBeNull();
  expect(openText({ ...lisa, version: 2 }, one.replace('v1', 'v2'))).toBeNull();
  for (let at = 3; at < one.length; at++) {
    const changed = `${one.slice(0, at)}${one[at] === '0' ? '1' : '0'}${one.slice(at + 1)}`;
    expect(openText(lisa, changed)).toBeNull();
  }
  for (const text of ['', 'v1:', 'v1:00', 'v1:0', 'v0:00', `w${one}`, one.slice(0, -2)])
    expect(openText(lisa, text)).toBeNull();
});

test('[VAULT-2] it is XChaCha20-Poly1305 as published: the draft’s own vector', () => {
  // draft-irtf-cfrg-xchacha-03, A.3.1, with the additional data that it gives; ours is the person and the version.
  const hex = (text: string): Uint8Array =>
    Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const bytes = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
  const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657');
  const plain =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
  const sealed = sealText({ subject: 'x', version: 1, bytes }, plain, nonce);
  // The stream cipher doesn't depend on the additional data; the tag does.
  expect(sealed.slice('v1:'.length + 48, -32)).toBe(
    'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e',
  );
});

test('[VAULT-1] the same seed makes the same keys, in whatever order they are asked for', () => {
  const [a, b, other] = [ringOf(7).ring, ringOf(7).ring, ringOf(8).ring];
  const asked = (ring: KeyRing, ...names: readonly string[]) =>
    names.map((name) => [...(ring.newest(name)?.bytes ?? [])]);
  const [lisa, paul] = asked(a, 'lisa', 'paul');
  expect(asked(b, 'paul', 'lisa')).toEqual([paul, lisa]);
  expect(lisa).toHaveLength(32);
  expect(lisa).not.toEqual(paul);
  expect(asked(other, 'lisa')).not.toEqual([lisa]);
});

test('[VAULT-5] a key that was thrown away leaves no bytes behind', () => {
  const { ring } = ringOf(1);
  const { bytes } = ring.newest('lisa') as DataKey;
  expect([ring.destroy('lisa'), ring.destroy('lisa'), ring.destroy('paul')]).toEqual([1, 'gone', 'unknown']);
  expect([...bytes].every((byte) => byte === 0)).toBe(true);
  expect([ring.newest('lisa'), ring.rotate('lisa'), ring.get('lisa', 1), ring.isGone('lisa')]).toEqual([
    null,
    'gone',
    null,
    true,
  ]);
  expect(ring.isGone('paul')).toBe(false);
});

interface Text {
  readonly subject: string;
  readonly version: number;
  readonly plain: string;
  readonly sealed: string;
}

const subject = fc.constantFrom('lisa', 'paul', 'o’hara', '7');
const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('seal' as const),
      subject,
      plain: fc.string({ unit: 'binary', maxLength: 20 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      nth: fc.nat(),
      subject: fc.option(subject, { nil: null }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rotate' as const), subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rewrap' as const), nth: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('destroy' as const), subject }) },
);

test('[VAULT-3] [VAULT-4] [VAULT-5] any order of sealing, opening, rotating, rewrapping and throwing away: as a table of texts says', () => {
  let operations = 0;
  fc.assert(
    fc.property(fc.array(operation, { minLength: 40, maxLength: 120 }), fc.nat(), (todo, seed) => {
      const { ring, nonce } = ringOf(seed);
      // The oracle knows versions as numbers and texts as texts, and of no cryptography.
      const versions = new Map<string, number | null>();
      const texts: Text[] = [];
      for (const one of todo) {
        operations++;
        switch (one.do) {
          case 'seal': {
            const key = ring.newest(one.subject);
            const known = versions.get(one.subject);
            expect(key?.version ?? null).toBe(known === null ? null : (known ?? 1));
            if (key === null) break;
            versions.set(one.subject, key.version);
            texts.push({
              subject: one.subject,
              version: key.version,
              plain: one.plain,
              sealed: sealText(key, one.plain, nonce()),
            });
            break;
          }
          case 'open': {
            const text = texts[one.nth % Math.max(1, texts.length)];
            if (text === undefined) break;
            const by = one.subject ?? text.subject;
            const key = ring.get(by, sealedVersion(text.sealed) ?? 0);
            const opened = key === null ? null : openText(key, text.sealed);
            expect(opened).toBe(by === text.subject && versions.get(by) !== null ? text.plain : null);
            break;
          }
          case 'rotate': {
            const key = ring.rotate(one.subject);
            const known = versions.get(one.subject);
            if (typeof known !== 'number') expect(key).toBe(known === null ? 'gone' : 'unknown');
            else {
              versions.set(one.subject, known + 1);
              expect((key as DataKey).version).toBe(known + 1);
            }
            break;
          }
          case 'rewrap': {
            const at = one.nth % Math.max(1, texts.length);
            const text = texts[at];
            if (text === undefined) break;
            const old = ring.get(text.subject, text.version);
            const newest = old === null ? null : ring.newest(text.subject);
            expect(newest?.version ?? null).toBe(versions.get(text.subject) ?? null);
            if (old === null || newest === null) break;
            const sealed = sealText(newest, openText(old, text.sealed) ?? '', nonce());
            expect(sealedVersion(sealed)).toBe(newest.version);
            texts[at] = { ...text, version: newest.version, sealed };
            break;
          }
          case 'destroy': {
            const known = versions.get(one.subject);
            expect(ring.destroy(one.subject)).toBe(known === undefined ? 'unknown' : (known ?? 'gone'));
            if (known !== undefined) versions.set(one.subject, null);
          }
        }
      }
      expect(new Set(texts.map(({ sealed }) => sealed)).size).toBe(texts.length);
    }),
    { numRuns: 200 },
  );
  expect(operations).toBeGreaterThan(10_000);
});
