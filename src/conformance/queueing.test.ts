import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './queueing.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/queueing.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

const reported = (document: unknown): CaseReport => {
  const report = new CaseReport();
  check(document, report);
  return report;
};

describe.skipIf(!isThere)('queueing', () => {
  test('agrees with the reference in every case', { timeout: 240_000 }, () => {
    const report = reported(JSON.parse(readFileSync(reference, 'utf8')));
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

const basic = { id: 'one', model: 'M/D/1', lam: 4, mu: 10 };

test('tells a wait that is off, also where it is off by little', { timeout: 60_000 }, () => {
  // Pollaczek and Khinchine: 0.4 * 0.1 / (2 * 0.6) seconds.
  const right = reported({ cases: [{ ...basic, expected: { Wq: 1 / 30, rho: 0.4 } }] });
  expect([right.passed, right.failures]).toEqual([3, []]);
  const wrong = reported({ cases: [{ ...basic, expected: { Wq: 1.05 / 30, rho: 0.42 } }] });
  expect(wrong.failures.map(({ name }) => name)).toEqual(['one: Wq', 'one: rho']);
});

test('tells a model and a statistic that nobody knows here', { timeout: 60_000 }, () => {
  const report = reported({
    cases: [
      { ...basic, model: 'M/G/1', expected: { Wq: 1 } },
      { ...basic, expected: { entropy: 1 } },
    ],
  });
  expect(report.failures.map(({ name }) => name)).toEqual(['one: model', 'one: entropy']);
});

test('tells a share of slow requests that is off', { timeout: 60_000 }, () => {
  // 1 - 0.99^10.
  const fanOut = { fanout: 10, pSlowPerServer: 0.01 };
  const report = reported({
    fanout: {
      cases: [
        { ...fanOut, pAnySlow: 0.0956179 },
        { ...fanOut, pAnySlow: 0.12 },
      ],
    },
  });
  expect([report.passed, report.failures.map(({ expected }) => expected)]).toEqual([1, [0.12]]);
});
