import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './cdc-cloudevents-saga.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/cdc-cloudevents-saga.json';
const isThere = existsSync(reference);
if (!isThere) console.warn(`SKIPPED: nothing is held against ${reference}, which is not there`);

describe.skipIf(!isThere)('cdc-cloudevents-saga', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(50);
    expect(report.failures).toEqual([]);
  });
});

function verdict(document: object): readonly [passed: number, failed: readonly string[]] {
  const report = new CaseReport();
  check(document, report);
  return [report.passed, report.failures.map(({ name }) => name)];
}

test('[OUTBOX-5] [OUTBOX-4] tells outcomes of the outbox that are off', () => {
  expect(
    verdict({
      outbox: {
        crashPoints: [
          { at: 'before commit', state: false, published: 0 },
          { at: 'after publish, before mark', state: true, published: 1 },
          { at: 'on a Sunday', state: true, published: 1 },
        ],
        dualWriteWithoutOutbox: [{ order: 'db then broker, crash between', state: true, published: 0 }],
      },
      inbox: { effectCount: 1, forDeliveries: [4], wrongVariants: ['id stored before it: crash doubles the effect'] },
    }),
  ).toEqual([
    4,
    [
      'outbox, polling, crash after publish, before mark',
      'outbox, tailing the log, crash after publish, before mark',
      'outbox, polling, crash on a Sunday',
      'outbox, tailing the log, crash on a Sunday',
      'inbox, id stored before it: crash doubles the effect',
    ],
  ]);
});

test('[SAGA-1] [SAGA-7] tells traces of sagas that are off', () => {
  const traces = [
    { n: 3, trace: ['T1', 'T2', 'T3'] },
    { n: 3, failAt: 3, trace: ['T1', 'T2', 'T3!', 'C1', 'C2'] },
  ];
  expect(verdict({ saga: { traces } })).toEqual([
    2,
    ['3 steps, T3 fails, orchestrated', '3 steps, T3 fails, choreographed'],
  ]);
});

test('tells change events and envelopes that are off', () => {
  expect(
    verdict({
      debezium: {
        mandatory: ['op', 'colour'],
        ops: { c: 'create', z: 'zap' },
        presence: { d: { before: null, after: null } },
      },
      cloudevents: { types: { time: 'RFC 3339', id: 'a haiku' }, invalid: [{ id: '1' }], valid: [{}] },
    }),
  ).toEqual([
    11,
    [
      'id: a haiku',
      'valid: {}',
      'c has colour',
      'op of zap',
      'words of z',
      'z has op',
      'z has colour',
      'd, full identity: before is null',
      'd, default identity: before is null',
    ],
  ]);
});
