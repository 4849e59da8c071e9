import { describe, expect, test } from 'vitest';
import { fifoQueue, received, refusal, SECOND, send, sqsQueue } from './sqs-queue.fixture.ts';
import { SQS_DEFAULTS, sqsProblems, withDeadLetterQueue } from './sqs-settings.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

describe('a send that SQS refuses', () => {
  test.each([
    ['no group', { body: 'm', deduplicationId: 'd' }, /needs a message group/],
    ['no id', { body: 'm', group: 'g' }, /needs a deduplication id/],
    ['its own delay', { body: 'm', group: 'g', deduplicationId: 'd', delayUs: SECOND }, /delays all messages alike/],
    ['too long a delay', { body: 'm', group: 'g', deduplicationId: 'd', delayUs: 901 * SECOND }, /15 minutes/],
  ])('[SQS-12] FIFO: %s', (_, request, sentence) => {
    const queue = fifoQueue({ contentBasedDeduplication: false });
    expect(refusal(queue.send(request, 0))).toMatch(sentence);
    expect(queue.size).toBe(0);
  });

  test('[SQS-12] FIFO: a delay of 0 is no delay of its own', () => {
    const queue = fifoQueue({ delayUs: 5 * SECOND });
    expect(refusal(queue.send({ body: 'm', group: 'g', deduplicationId: 'd', delayUs: 0 }, 0))).toBeNull();
    expect(received(queue, {}, 0)).toEqual([]);
  });

  test('[SQS-12] standard: a deduplication id', () => {
    expect(refusal(sqsQueue().send({ body: 'm', deduplicationId: 'd' }, 0))).toMatch(/Only a FIFO queue/);
    expect(refusal(sqsQueue().send({ body: 'm', group: 'g' }, 0))).toBeNull();
  });
});

test.each([
  [{ most: 0 }, /between 1 and 10/],
  [{ most: 11 }, /between 1 and 10/],
  [{ most: 1.5 }, /between 1 and 10/],
  [{ visibilityTimeoutUs: -1 }, /12 hours/],
  [{ visibilityTimeoutUs: 43_201 * SECOND }, /12 hours/],
])('[SQS-12] a receive that SQS refuses: %j', (request, sentence) => {
  const queue = sqsQueue();
  send(queue, 'a');
  expect(refusal(queue.receive(request, 0))).toMatch(sentence);
});

describe('settings', () => {
  test('[SQS-3] a dead-letter queue without a count gets messages after ten receives', () => {
    const queue = sqsQueue(withDeadLetterQueue(SQS_DEFAULTS));
    send(queue, 'a');
    for (let i = 0; i < 10; i++) expect(received(queue, { visibilityTimeoutUs: 0 }, 0)).toEqual(['a']);
    expect(received(queue, { visibilityTimeoutUs: 0 }, 0)).toEqual([]);
  });

  test.each<readonly [Partial<SqsSettings>, number]>([
    [{}, 0],
    [{ visibilityTimeoutUs: 0, delayUs: 900 * SECOND, retentionUs: 60 * SECOND, maxReceiveCount: 1_000 }, 0],
    [{ visibilityTimeoutUs: 43_201 * SECOND }, 1],
    [{ visibilityTimeoutUs: 0.5 }, 1],
    [{ delayUs: 901 * SECOND }, 1],
    [{ retentionUs: 59 * SECOND }, 1],
    [{ retentionUs: 1_209_601 * SECOND, maxReceiveCount: 0 }, 2],
    [{ contentBasedDeduplication: true }, 1],
    [{ deduplicationScope: 'messageGroup' }, 1],
    [{ fifo: true, contentBasedDeduplication: true, deduplicationScope: 'messageGroup' }, 0],
  ])('[SQS-12] outside the quotas, %j has %i problems', (settings, count) => {
    expect(sqsProblems({ ...SQS_DEFAULTS, ...settings })).toHaveLength(count);
  });

  test('[SQS-12] a problem says what would do', () => {
    expect(sqsProblems({ ...SQS_DEFAULTS, retentionUs: 1 })).toEqual([
      'The retention must be between 60 s and 1209600 s.',
    ]);
    expect(sqsProblems({ ...SQS_DEFAULTS, maxReceiveCount: 0 })).toEqual([
      'The greatest receive count must be between 1 and 1000.',
    ]);
  });
});
