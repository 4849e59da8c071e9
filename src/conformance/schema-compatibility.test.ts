import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './schema-compatibility.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/schema-compatibility.json';
const isThere = existsSync(reference);
if (!isThere) process.stderr.write(`SKIPPED: nothing is held against ${reference}, which is not there\n`);

describe.skipIf(!isThere)('schema-compatibility', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});
