import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './sqs-semantics.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/sqs-semantics.json';
const isThere = existsSync(reference);
if (!isThere) process.stderr.write(`SKIPPED: nothing is held against ${reference}, which is not there\n`);

describe.skipIf(!isThere)('sqs-semantics', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

const outcome = (trace: object): CaseReport => {
  const report = new CaseReport();
  check({ traces: [trace] }, report);
  return report;
};

describe('other traces of the same forms', () => {
  test.each<readonly [string, object]>([
    [
      'visibility',
      {
        visibilityTimeoutS: 1,
        steps: [
          ['send', 'a'],
          ['receive', ['a']],
          ['receive', []],
          ['wait', 2],
          ['receive', ['a']],
          ['delete', 'a'],
          ['wait', 2],
          ['receive', []],
        ],
      },
    ],
    [
      'delay',
      {
        steps: [
          ['send', 'a', { delay: 1 }],
          ['receive', []],
          ['wait', 1],
          ['receive', ['a']],
        ],
      },
    ],
    [
      'fifo_partial_delete',
      {
        steps: ['same sends', 'receive(max=2) -> g1-m1,g1-m2', 'delete first'],
        expectedAnyOf: [['g2-m1', 'g2-m2', 'g3-m1']],
      },
    ],
    [
      'fifo_change_visibility',
      {
        steps: [
          ...['g1-m1', 'g1-m2', 'g2-m1'].map((body) => ['send', body, { group: body.slice(0, 2) }]),
          ['receive(max=2)', ['g1-m1', 'g1-m2']],
          ['changeVisibility', 'g1-m1', 0],
          ['receive(max=3)', ['g2-m1', 'g1-m1']],
        ],
      },
    ],
    [
      'fifo_expired_delete',
      {
        visibilityTimeoutS: 1,
        steps: [
          ['send', 'a'],
          ['receive', ['a']],
          ['wait', 2],
          ['delete', 'a', 'fails'],
          ['receive', ['a']],
        ],
      },
    ],
    [
      'redrive',
      {
        maxReceiveCount: 1,
        steps: [
          ['send', 'a'],
          ['send', 'b'],
          ['receive(max=10,vt=0)', ['a', 'b']],
          ['receive', []],
          ['receiveDLQ(max=10)', ['a', 'b']],
        ],
      },
    ],
  ])('%s', (name, trace) => {
    const report = outcome({ test: name, ...trace });
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(0);
  });

  test('what is not so fails, and what is not known, too', () => {
    expect(
      outcome({
        test: 'wrong',
        steps: [
          ['send', 'a'],
          ['receive', ['b']],
        ],
      }).failures,
    ).toHaveLength(1);
    expect(outcome({ test: 'wrong', steps: ['same sends'], expectedAnyOf: [['g1-m1']] }).failures).toHaveLength(1);
    expect(outcome({ test: 'unknown', steps: [['purge', 'a']] }).failures).toHaveLength(1);
    const report = new CaseReport();
    check({ limits: { visibilityTimeoutDefaultS: 31, somethingElse: 1 } }, report);
    expect(report.failures).toMatchObject([{ actual: 30 }, { actual: 'nothing measures somethingElse' }]);
  });
});
