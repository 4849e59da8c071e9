import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './stream-windows.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/stream-windows.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

describe.skipIf(!isThere)('stream-windows', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});
