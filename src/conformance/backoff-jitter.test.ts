import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './backoff-jitter.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/backoff-jitter.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

describe.skipIf(!isThere)('backoff-jitter', () => {
  test('agrees with the reference in every case', { timeout: 90_000 }, () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

test('tells means that are off, an ordering that is wrong and an algorithm that nobody knows', () => {
  const row = { clients: 2, runs: 300, calls_sd: 0, time_ms_mean: 81.3, time_ms_sd: 5.2 };
  const report = new CaseReport();
  check(
    {
      _meta: { orderings: ['time, clients 1..5: None > Exponential; and so on', 'N=2: always 4 calls'] },
      rows: [
        { ...row, algo: 'None', calls_mean: 3 },
        { ...row, algo: 'Exponential', calls_mean: 2 },
        { ...row, algo: 'Guess', calls_mean: 3 },
      ],
    },
    report,
  );
  expect([report.passed, report.failures.map(({ name }) => name)]).toEqual([
    2,
    [
      'Exponential with 2 clients: calls',
      'Exponential with 2 clients: time in ms',
      'Guess with 2 clients: calls',
      'Guess with 2 clients: time in ms',
      '2 clients: time from most to least',
      '2 clients: calls',
    ],
  ]);
});
