import { US_PER_SECOND } from '../../kernel/time.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

/** Amazon SQS's quotas and defaults. */
export const SQS_LIMITS = {
  visibilityTimeoutUs: { fallback: 30 * US_PER_SECOND, least: 0, most: 43_200 * US_PER_SECOND },
  delayUs: { fallback: 0, least: 0, most: 900 * US_PER_SECOND },
  retentionUs: { fallback: 345_600 * US_PER_SECOND, least: 60 * US_PER_SECOND, most: 1_209_600 * US_PER_SECOND },
  maxReceiveCount: { fallback: 10, least: 1, most: 1_000 },
  messagesPerReceive: { fallback: 1, least: 1, most: 10 },
  /** How long a FIFO queue remembers a deduplication id. */
  deduplicationUs: 300 * US_PER_SECOND,
} as const;

export const SQS_DEFAULTS: SqsSettings = {
  rules: 'sqs',
  fifo: false,
  visibilityTimeoutUs: SQS_LIMITS.visibilityTimeoutUs.fallback,
  delayUs: SQS_LIMITS.delayUs.fallback,
  retentionUs: SQS_LIMITS.retentionUs.fallback,
  maxReceiveCount: null,
  contentBasedDeduplication: false,
  deduplicationScope: 'queue',
};

/** The same queue with a dead-letter queue, for messages that were received so often. */
export function withDeadLetterQueue(
  settings: SqsSettings,
  maxReceiveCount: number = SQS_LIMITS.maxReceiveCount.fallback,
): SqsSettings {
  return { ...settings, maxReceiveCount };
}

const LABELS = {
  visibilityTimeoutUs: 'The visibility timeout',
  delayUs: 'The delay',
  retentionUs: 'The retention',
  maxReceiveCount: 'The greatest receive count',
} as const;

/** What SQS would refuse in a queue's attributes, in sentences; none if it takes them. */
export function sqsProblems(settings: SqsSettings): readonly string[] {
  const problems: string[] = [];
  for (const name of Object.keys(LABELS) as (keyof typeof LABELS)[]) {
    const value = settings[name];
    const { least, most } = SQS_LIMITS[name];
    if (value === null || (Number.isInteger(value) && value >= least && value <= most)) continue;
    const [low, high] = name === 'maxReceiveCount' ? [least, most] : [seconds(least), seconds(most)];
    problems.push(`${LABELS[name]} must be between ${low} and ${high}.`);
  }
  if (settings.fifo) return problems;
  if (settings.contentBasedDeduplication) problems.push('Only a FIFO queue deduplicates by content.');
  if (settings.deduplicationScope === 'messageGroup') problems.push('Only a FIFO queue has message groups.');
  return problems;
}

function seconds(us: TimeUs): string {
  return `${us / US_PER_SECOND} s`;
}
