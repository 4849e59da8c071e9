import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './rabbitmq-queue-semantics.ts';
import { CaseReport } from './report.ts';

const reference = '../shared/vectors/rabbitmq-queue-semantics.json';
const isThere = existsSync(reference);
if (!isThere) process.stderr.write(`SKIPPED: nothing is held against ${reference}, which is not there\n`);

describe.skipIf(!isThere)('rabbitmq-queue-semantics', () => {
  test('agrees with the reference in every case', () => {
    const report = new CaseReport();
    check(JSON.parse(readFileSync(reference, 'utf8')), report);
    expect(report.total).toBeGreaterThan(0);
    expect(report.failures).toEqual([]);
  });
});

const outcome = (name: string, trace: object): CaseReport => {
  const report = new CaseReport();
  check({ traces: { [name]: trace } }, report);
  return report;
};

describe('other traces of the same forms', () => {
  test.each<readonly [string, object]>([
    [
      'prefetch',
      {
        n: 5,
        prefetch: 2,
        deliveredBeforeAck: ['1', '2'],
        afterAckFirst: ['1', '2', '3'],
        afterAckMultipleUpTo3rd: ['1', '2', '3', '4', '5'],
        readyLeft: 0,
        afterChannelClose_order: [
          ['4', true],
          ['5', true],
        ],
      },
    ],
    [
      'nackSingleRequeue',
      {
        desc: 'get 1,2,3 then ack(1), nack(2,requeue)',
        drain: [
          ['2', true],
          ['4', false],
        ],
        n: 4,
      },
    ],
    [
      'threeConsumers',
      {
        desc: 'prefetch 2, B acks at once, msgs 1..7',
        consumerA: ['1', '4'],
        consumerB: ['2', '5', '7'],
        consumerC: ['3', '6'],
      },
    ],
    [
      'maxLengthRejectPublish',
      { maxLength: 2, published: [1, 2, 3], kept: ['1', '2'], deadLettered: [], rejected: ['3'] },
    ],
    [
      'ttlUnacked',
      { desc: 'ttl 300ms, message held unacked 200ms then requeued', dlqWhileUnacked: 0, dlqAfterRequeue: 0 },
    ],
    [
      'quorumDeliveryLimit',
      {
        limit: 1,
        deliveries: [
          [0, false],
          [1, true],
        ],
        dlqReason: 'delivery_limit',
      },
    ],
    [
      'priority',
      {
        maxPriority: 3,
        published: [
          ['a', 4],
          ['b', 3],
          ['c', 1],
        ],
        order: ['a', 'b', 'c'],
      },
    ],
    [
      'dlxChain',
      {
        xdeath: [
          { count: 1, reason: 'expired', queue: 'p6', exchange: 'mid', 'routing-keys': ['k'] },
          { count: 1, reason: 'maxlen', queue: 'p5', exchange: '', 'routing-keys': ['p5'] },
        ],
        firstDeathReason: 'maxlen',
        routingKey: 'k',
        exchange: 'dlx',
      },
    ],
  ])('%s', (name, trace) => {
    const report = outcome(name, trace);
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(0);
  });

  test('what is not so fails, and what is not known, too', () => {
    const wrong = outcome('priority', {
      maxPriority: 3,
      published: [
        ['a', 4],
        ['b', 3],
      ],
      order: ['b', 'a'],
    });
    expect(wrong.failures).toMatchObject([{ expected: ['b', 'a'], actual: ['a', 'b'] }]);
    expect(outcome('streams', { offsets: [1] }).failures).toHaveLength(1);
  });
});
