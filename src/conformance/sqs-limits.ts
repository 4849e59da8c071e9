import { US_PER_SECOND } from '../kernel/time.ts';
import { SqsQueue } from '../components/queue/sqs-queue.ts';
import { SQS_DEFAULTS, SQS_LIMITS, sqsProblems, withDeadLetterQueue } from '../components/queue/sqs-settings.ts';
import type { SqsSettings } from '../scenario/kinds/queue-spec.ts';

const FIFO: SqsSettings = { ...SQS_DEFAULTS, fifo: true };
const SEND = { body: 'm', group: 'g', deduplicationId: 'd' };

/** Finds by trial what a queue does, in the unit of the limit's name; says so where the limit has no measure. */
export function measureLimit(name: string): unknown {
  return MEASURES[name]?.() ?? `nothing measures ${name}`;
}

const MEASURES: { readonly [name: string]: (() => unknown) | undefined } = {
  visibilityTimeoutDefaultS: () => {
    const queue = sent(SQS_DEFAULTS);
    queue.receive({}, 0);
    return first(0, 100_000, (s) => queue.receive({}, s * US_PER_SECOND).length > 0);
  },
  visibilityTimeoutMaxS: () => {
    const takes = (s: number): boolean =>
      sqsProblems({ ...SQS_DEFAULTS, visibilityTimeoutUs: s * US_PER_SECOND }).length === 0 &&
      sent(SQS_DEFAULTS)
        .receive({ visibilityTimeoutUs: s * US_PER_SECOND }, 0)
        .some(({ kind }) => kind === 'received');
    return first(0, 100_000, (s) => !takes(s)) - 1;
  },
  maxReceiveCountRange: () => range(2_000, (n) => sqsProblems(withDeadLetterQueue(SQS_DEFAULTS, n)).length === 0),
  maxReceiveCountDefault: () => {
    const queue = sent(withDeadLetterQueue(SQS_DEFAULTS));
    const redriven = (): boolean =>
      queue.receive({ visibilityTimeoutUs: 0 }, 0).some(({ kind }) => kind === 'redriven');
    return first(0, 2_000, redriven);
  },
  maxMessagesPerReceive: () => {
    const queue = new SqsQueue<number>(SQS_DEFAULTS);
    for (let i = 0; i < 100; i++) queue.send({ body: i }, 0);
    const counts = Array.from({ length: 100 }, (_, i) => {
      const events = queue.receive({ most: i + 1, visibilityTimeoutUs: 0 }, 0);
      return events.filter(({ kind }) => kind === 'received').length;
    });
    return Math.max(...counts);
  },
  retentionDefaultS: () => {
    const queue = sent(SQS_DEFAULTS);
    return first(0, 2_000_000, (s) => queue.advance(s * US_PER_SECOND).some(({ kind }) => kind === 'expired'));
  },
  retentionRangeS: () =>
    range(2_000_000, (s) => sqsProblems({ ...SQS_DEFAULTS, retentionUs: s * US_PER_SECOND }).length === 0),
  fifoDedupWindowS: () => {
    const queue = sent(FIFO);
    return first(0, 100_000, (s) => queue.send(SEND, s * US_PER_SECOND).some(({ kind }) => kind === 'sent'));
  },
  delayMaxS: () =>
    first(0, 100_000, (s) => sqsProblems({ ...SQS_DEFAULTS, delayUs: s * US_PER_SECOND }).length > 0) - 1,
  delayDefaultS: () => SQS_LIMITS.delayUs.fallback / US_PER_SECOND,
};

function sent(settings: SqsSettings): SqsQueue<string> {
  const queue = new SqsQueue<string>(settings);
  queue.send(settings.fifo ? SEND : { body: 'm' }, 0);
  return queue;
}

/** The first whole number from `low` to `high` for which it holds; `high` + 1 if none. */
function first(low: number, high: number, holds: (n: number) => boolean): number {
  for (let n = low; n <= high; n++) if (holds(n)) return n;
  return high + 1;
}

function range(high: number, holds: (n: number) => boolean): readonly [number, number] {
  const least = first(0, high, holds);
  return [least, first(least, high, (n) => !holds(n)) - 1];
}
