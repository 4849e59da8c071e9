import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { murmur2, partitionOf } from './partitioner.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const POSITIVE = 0x7fffffff;

describe('the partitioner', () => {
  // Published in Kafka's own UtilsTest.
  test.each([
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
    ['abc', 479_470_107],
  ])('[LOG-1] hashes %s as Kafka does', (key, hash) => {
    expect(murmur2(bytes(key))).toBe(hash);
  });

  // Of Kafka's Java client.
  test.each([
    ['', 0, 9],
    ['order-1', 1, 10],
    ['order-42', 0, 0],
    ['héllo', 0, 6],
    ['日本', 0, 3],
    ['3', 2, 11],
  ])('[LOG-1] sends %s to the partition that Kafka sends it to', (key, of3, of12) => {
    expect([partitionOf(key, 3), partitionOf(key, 12)]).toEqual([of3, of12]);
  });

  test('[LOG-1] any key has a partition, the same one every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 100 }), (key, partitions) => {
        const partition = partitionOf(key, partitions);
        expect(partition).toBe((murmur2(bytes(key)) & POSITIVE) % partitions);
        expect(Number.isInteger(partition) && partition >= 0 && partition < partitions).toBe(true);
      }),
    );
  });
});

interface Vectors {
  readonly vectors: readonly {
    readonly key: string;
    readonly murmur2: number;
    readonly [partitions: `p${number}`]: number;
  }[];
}

const reference = '../shared/vectors/kafka-partitioner.json';

test('[LOG-1] agrees with the reference vectors, where they lie beside the checkout', (context) => {
  if (!existsSync(reference)) {
    process.stderr.write(`SKIPPED: the partitioner is not held against ${reference}, which is not there\n`);
    context.skip();
  }
  const { vectors } = JSON.parse(readFileSync(reference, 'utf8')) as Vectors;
  expect(vectors.length).toBeGreaterThan(0);
  for (const vector of vectors) {
    expect(murmur2(bytes(vector.key))).toBe(vector.murmur2);
    for (const partitions of [3, 6, 12] as const) {
      expect(partitionOf(vector.key, partitions)).toBe(vector[`p${partitions}`]);
    }
  }
});
