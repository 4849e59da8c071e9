import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './circuit-breaker.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/circuit-breaker.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

describe.skipIf(!isThere)('circuit-breaker', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

test('a wrong expectation is told', () => {
  const report = new CaseReport();
  const steps = [{ op: 'E', result: 'err', state: 'CLOSED' }];
  check({ opossum: [{ name: 'wrong', opts: {}, steps }] }, report);
  expect(report.failures).toMatchObject([{ name: 'opossum: wrong', actual: [{ state: 'OPEN' }] }]);
});
