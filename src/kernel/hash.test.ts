import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hasher } from './hash.ts';

const hashOf = (value: unknown): string => new Hasher().value(value).digest();

test('[HASH-1] golden hashes, so that a change is noticed in any engine', () => {
  expect(new Hasher().digest()).toBe('6eaa8dfbf7c158e3');
  expect(new Hasher().int(1).digest()).toBe('f60e5b2b29434533');
  expect(
    new Hasher()
      .int(-7)
      .int(2 ** 40 + 5)
      .float(0.1)
      .string('orders')
      .bool(true)
      .digest(),
  ).toBe('7391722686d2e10b');
  expect(hashOf({ orderId: 'o1', amount: 12.5, tags: ['a', null, true], nested: { é: '🍕' } })).toBe(
    '91c103ad6fa6902c',
  );
});

test('[HASH-1] a digest is 16 hexadecimal digits', () => {
  fc.assert(
    fc.property(fc.string(), (s) => {
      expect(new Hasher().string(s).digest()).toMatch(/^[0-9a-f]{16}$/);
    }),
  );
});

type Part = ['int', number] | ['float', number] | ['string', string] | ['bool', boolean];

function hashParts(parts: readonly Part[]): string {
  const hasher = new Hasher();
  for (const [kind, part] of parts) {
    if (kind === 'int') hasher.int(part);
    else if (kind === 'float') hasher.float(part);
    else if (kind === 'string') hasher.string(part);
    else hasher.bool(part);
  }
  return hasher.digest();
}

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.tuple(fc.constant('int' as const), fc.maxSafeInteger()),
  fc.tuple(fc.constant('float' as const), fc.double({ noNaN: true })),
  fc.tuple(fc.constant('string' as const), fc.string({ unit: 'binary' })),
  fc.tuple(fc.constant('bool' as const), fc.boolean()),
);

test('[HASH-2] two lists of parts have the same hash exactly when they are the same', () => {
  const key = (parts: readonly Part[]): string =>
    JSON.stringify(parts.map(([kind, p]) => [kind, kind === 'string' ? p : String(p)]));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(part, { maxLength: 8 }), (left, right) => {
      expect(hashParts(left) === hashParts(right)).toBe(key(left) === key(right));
    }),
    { numRuns: 2_000 },
  );
});

test('[HASH-2] changing any one part changes the hash', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(31), (ints, which, bit) => {
      const changed = ints.with(which % ints.length, ints[which % ints.length]! ^ (1 << bit));
      const hash = (list: readonly number[]): string => hashParts(list.map((n) => ['int', n]));
      expect(hash(changed)).not.toBe(hash(ints));
    }),
    { numRuns: 2_000 },
  );
});

test('[HASH-2] two changed bits anywhere in two neighbours never cancel out', () => {
  const hashes = new Set<string>();
  for (let i = 0; i < 32; i++) {
    for (let j = 0; j < 32; j++)
      hashes.add(
        new Hasher()
          .int(1 << i)
          .int(1 << j)
          .digest(),
      );
  }
  expect(hashes.size).toBe(32 * 32);
});

test('[HASH-2] half a million small entries have half a million hashes, evenly spread', () => {
  const hashes = new Set<string>();
  const firstDigits = new Map<string, number>();
  const count = 500_000;
  for (let seq = 0; seq < count; seq++) {
    const digest = new Hasher()
      .int(seq)
      .int(seq * 1_200)
      .string('delivered')
      .digest();
    hashes.add(digest);
    firstDigits.set(digest[0]!, (firstDigits.get(digest[0]!) ?? 0) + 1);
  }
  expect(hashes.size).toBe(count);
  expect(firstDigits.size).toBe(16);
  // Five standard deviations of a fair sixteenth.
  for (const times of firstDigits.values()) expect(Math.abs(times - count / 16)).toBeLessThan(860);
});

test('[HASH-2] one flipped bit flips about half of the digest', () => {
  let flipped = 0;
  for (let i = 0; i < 1_000; i++) {
    const before = BigInt(`0x${new Hasher().int(i).int(0).digest()}`);
    const after = BigInt(
      `0x${new Hasher()
        .int(i ^ (1 << (i & 31)))
        .int(0)
        .digest()}`,
    );
    flipped += (before ^ after).toString(2).replaceAll('0', '').length;
  }
  expect(flipped / 1_000).toBeGreaterThan(31);
  expect(flipped / 1_000).toBeLessThan(33);
});

test('[HASH-2] kinds and divisions of parts are told apart', () => {
  const different = [
    1,
    '1',
    true,
    [1],
    { 1: 1 },
    null,
    [],
    {},
    '',
    0,
    false,
    [[]],
    [null],
    { a: {} },
    { a: [] },
    ['ab', 'c'],
    ['a', 'bc'],
    ['abc'],
    { a: 'b' },
    { b: 'a' },
    { a: 1, b: 2 },
    { a: 2, b: 1 },
    { a: { b: 1 } },
    { ab: 1 },
    [1, 2],
    [2, 1],
    [[1], 2],
    [1, [2]],
    'a\0',
    'a',
    '\0',
  ];
  expect(new Set(different.map(hashOf)).size).toBe(different.length);
});

test('[HASH-2] two JSON values have the same hash exactly when they are equal', () => {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
    if (Array.isArray(value)) return value.map(sorted);
    return Object.entries(value)
      .map(([key, field]) => [key, sorted(field)])
      .sort(([x], [y]) => ((x as string) < (y as string) ? -1 : 1));
  };
  const tagged = (value: unknown): string =>
    JSON.stringify(value, (_key, field: unknown) =>
      typeof field === 'object' && field !== null && !Array.isArray(field)
        ? { object: sorted(field) }
        : field === 0
          ? 0
          : field,
    );
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (left, right) => {
      expect(hashOf(left) === hashOf(right)).toBe(tagged(left) === tagged(right));
      expect(hashOf(structuredClone(left))).toBe(hashOf(left));
    }),
    { numRuns: 500 },
  );
});

test('[HASH-3] the order of keys and keys without a value do not count', () => {
  expect(hashOf({ a: 1, b: { c: 2, d: 3 } })).toBe(hashOf({ b: { d: 3, c: 2 }, a: 1 }));
  expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
  expect(hashOf([undefined])).toBe(hashOf([null]));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (object) => {
      expect(hashOf(Object.fromEntries(Object.entries(object).reverse()))).toBe(hashOf(object));
    }),
  );
});

test('[HASH-4] -0 counts as 0, and every NaN as the same', () => {
  expect(new Hasher().float(-0).digest()).toBe(new Hasher().float(0).digest());
  expect(new Hasher().int(-0).digest()).toBe(new Hasher().int(0).digest());
  expect(hashOf(-0)).toBe(hashOf(0));
  const otherNaN = new Float64Array(new Uint32Array([1, 0xfff80000]).buffer)[0]!;
  expect(otherNaN).toBeNaN();
  expect(hashOf(otherNaN)).toBe(hashOf(Number.NaN));
  expect(new Set([0, Number.NaN, Infinity, -Infinity, 5e-324].map((n) => new Hasher().float(n).digest())).size).toBe(5);
});

test('[HASH-5] what JSON cannot hold is our fault', () => {
  class Order {
    id = 1;
  }
  for (const value of [new Map(), new Date(0), new Set(), new Order(), () => 1, 1n, Symbol('s')]) {
    expect(() => hashOf(value)).toThrow(/has no hash/);
    expect(() => hashOf({ a: [value] })).toThrow(/has no hash/);
  }
  expect(() => new Hasher().int(0.5)).toThrow(/safe integer/);
  expect(() => new Hasher().int(2 ** 53)).toThrow(/safe integer/);
  expect(hashOf(Object.create(null))).toBe(hashOf({}));
});

test('[HASH-6] a digest in between and a clone change nothing', () => {
  const plain = new Hasher().int(1).int(2).digest();
  const read = new Hasher().int(1);
  const early = read.digest();
  expect(read.digest()).toBe(early);
  const copy = read.clone();
  copy.string('elsewhere');
  expect(read.int(2).digest()).toBe(plain);
  expect(copy.digest()).toBe(new Hasher().int(1).string('elsewhere').digest());
});
