import { isDeepStrictEqual } from 'node:util';
import { US_PER_SECOND } from '../kernel/time.ts';
import { SQS_DEFAULTS, withDeadLetterQueue } from '../components/queue/sqs-settings.ts';
import type { SqsSettings } from '../scenario/kinds/queue-spec.ts';
import type { Report } from './report.ts';
import { measureLimit } from './sqs-limits.ts';
import { SqsReplay } from './sqs-replay.ts';
import { PUBLISHED_SENDS, stepOf } from './sqs-steps.ts';
import type { SendOptions, Step } from './sqs-steps.ts';

interface Trace {
  readonly test: string;
  readonly fifo?: boolean;
  readonly maxReceiveCount?: number;
  readonly visibilityTimeoutS?: number;
  readonly delayS?: number;
  readonly retentionS?: number;
  readonly deduplicationScope?: SqsSettings['deduplicationScope'];
  readonly steps: readonly unknown[];
  readonly expectedAnyOf?: readonly (readonly string[])[];
}

interface Vectors {
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly traces?: readonly Trace[];
}

/** Holds the queue's SQS rules against the quotas and the traces of tests that were run against Amazon SQS. */
export function check(document: unknown, report: Report): void {
  const { limits = {}, traces = [] } = document as Vectors;
  for (const [name, expected] of Object.entries(limits)) report.case(`limit ${name}`, expected, measureLimit(name));
  const earlier: (readonly Step[])[] = [PUBLISHED_SENDS];
  for (const trace of traces) {
    const steps = trace.steps.map(stepOf);
    replay(trace, steps, earlier, report);
    earlier.push(steps.filter(({ verb }) => verb === 'send'));
  }
}

function replay(trace: Trace, steps: readonly Step[], earlier: readonly (readonly Step[])[], report: Report): void {
  const all = steps.flatMap((step) => (step.verb === 'same sends' ? sendsFor(trace, steps, earlier) : [step]));
  const queue = new SqsReplay(settingsOf(trace, all));
  all.forEach((step, index) => {
    const outcome = queue.do(step);
    const name = `${trace.test}: step ${index + 1}, ${step.verb}`;
    if (typeof outcome === 'string') report.case(name, 'done', outcome);
    else if (step.expected !== null) report.case(name, step.expected, outcome);
  });
  const { expectedAnyOf } = trace;
  if (expectedAnyOf === undefined) return;
  const left = queue.drain();
  const agrees = expectedAnyOf.some((order) => isDeepStrictEqual(order, left));
  report.case(`${trace.test}: what is left`, agrees ? left : { anyOf: expectedAnyOf }, left);
}

/** What `same sends` means: the sends of the latest trace that sends all that this one speaks of. */
function sendsFor(trace: Trace, steps: readonly Step[], earlier: readonly (readonly Step[])[]): readonly Step[] {
  const spokenOf = [...steps.flatMap(({ expected }) => expected ?? []), ...(trace.expectedAnyOf ?? []).flat()];
  const sends = (candidate: readonly Step[]): boolean => {
    const sent = new Set(candidate.flatMap(({ args }) => args[0]));
    return spokenOf.every((body) => sent.has(body));
  };
  return earlier.findLast(sends) ?? [];
}

function settingsOf(trace: Trace, steps: readonly Step[]): SqsSettings {
  const options = steps.filter(({ verb }) => verb === 'send').map(({ args }) => (args[1] ?? {}) as SendOptions);
  const fifo =
    trace.fifo ?? (/fifo/i.test(trace.test) || options.some(({ group, dedup }) => (group ?? dedup) !== undefined));
  const us = (seconds: number | undefined, fallback: number): number =>
    seconds === undefined ? fallback : seconds * US_PER_SECOND;
  const settings: SqsSettings = {
    ...SQS_DEFAULTS,
    fifo,
    visibilityTimeoutUs: us(trace.visibilityTimeoutS, SQS_DEFAULTS.visibilityTimeoutUs),
    delayUs: us(trace.delayS, SQS_DEFAULTS.delayUs),
    retentionUs: us(trace.retentionS, SQS_DEFAULTS.retentionUs),
    // A send without a deduplication id would be refused otherwise.
    contentBasedDeduplication: fifo,
    deduplicationScope: trace.deduplicationScope ?? 'queue',
  };
  return trace.maxReceiveCount === undefined ? settings : withDeadLetterQueue(settings, trace.maxReceiveCount);
}
