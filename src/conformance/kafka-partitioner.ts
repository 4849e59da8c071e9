import { murmur2, partitionOf } from '../components/log/partitioner.ts';
import type { Report } from './report.ts';

interface Document {
  readonly vectors: readonly Vector[];
}

/** `p3`: its partition of three. */
interface Vector {
  readonly key: string;
  readonly keyBytesHex: string;
  readonly murmur2: number;
  readonly positive: number;
  readonly [partitions: `p${number}`]: number;
}

/** Hashes each key and finds its partition for each number of partitions that the vector names. */
export function check(document: unknown, report: Report): void {
  for (const vector of (document as Document).vectors) {
    const bytes = new TextEncoder().encode(vector.key);
    const hash = murmur2(bytes);
    const name = JSON.stringify(vector.key);
    report.case(`${name}: bytes`, vector.keyBytesHex, hexOf(bytes));
    report.case(`${name}: murmur2`, [vector.murmur2, vector.positive], [hash, hash & 0x7fffffff]);
    for (const [field, expected] of Object.entries(vector)) {
      const partitions = /^p(\d+)$/.exec(field)?.[1];
      if (partitions === undefined) continue;
      report.case(`${name}: of ${partitions} partitions`, expected, partitionOf(vector.key, Number(partitions)));
    }
  }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
