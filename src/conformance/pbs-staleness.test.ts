import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './pbs-staleness.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/pbs-staleness.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

describe.skipIf(!isThere)('pbs-staleness', () => {
  test('agrees with the reference in every case', { timeout: 400_000 }, () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

test('[QUORUM-6] [QUORUM-7] tells probabilities and times that are off, and models that it cannot read', () => {
  const report = new CaseReport();
  const distributions = {
    FAST: { 'W=A=R=S': '91.22% Pareto(xm .235, alpha 10) else Exp(1.66)' },
    FAR: 'FAST plus 75 ms one-way for all but one local replica per operation',
    ODD: { 'W=A=R=S': 'whatever' },
  };
  const quorum = { N: 3, R: 1, W: 1 };
  check(
    {
      _meta: { distributions, tolerance: 'probabilities +-1 percentage point; t999 +-12%; P50 2%, P999 5%' },
      publishedTable: { columns: ['readP999ms'], N: 3, rows: { R1W1: { FAST: [0.66], FAR: [6.6] } } },
      publishedClaims: [
        { model: 'FAST', ...quorum, t: 0, p: 0.974 },
        { model: 'FAST', ...quorum, t: 5, pAtLeast: 0.99 },
        { model: 'FAST', ...quorum, t: 1, p: 0.5 },
        { model: 'ODD', ...quorum, t: 1, p: 0.5 },
        { model: 'NONE', ...quorum, t: 1, p: 0.5, t999: 1 },
      ],
      kStaleness: {
        cases: [
          { ...quorum, pMissQuorum: 2 / 3, kStale: { 2: 4 / 9, 3: 0.3 } },
          { N: 5, R: 2, W: 2, pMissQuorum: 0.3, kStale: {} },
        ],
      },
    },
    report,
  );
  expect([report.passed, report.failures.map(({ name }) => name)]).toEqual([
    6,
    [
      'FAR N=3 R=1 W=1: readP999',
      'FAST N=3 R=1 W=1: p(t=1 ms, k=1)',
      'ODD N=3 R=1 W=1: p(t=1 ms, k=1)',
      'NONE N=3 R=1 W=1: p(t=1 ms, k=1)',
      'NONE N=3 R=1 W=1: t999',
      'N=3 R=1 W=1: older than 3 versions',
    ],
  ]);
});
