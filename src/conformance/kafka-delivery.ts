import type { CommitPolicy, OffsetReset } from '../components/log/consumer/commit-policy.ts';
import { beginAt, Reader } from '../components/log/consumer/reader.ts';
import { CONSUMER_DEFAULTS } from '../components/log/kafka-defaults.ts';
import type { Report } from './report.ts';

export interface DeliveryCase {
  readonly id: string;
  /** In words: when the consumer commits, or what has happened to its partition. */
  readonly mode: string;
  readonly records?: number;
  readonly crashAfterProcessing?: number;
  readonly committedAtCrash?: number;
  readonly restartFrom?: number;
  readonly processedSequence?: readonly number[];
  readonly duplicates?: readonly number[];
  readonly lost?: readonly number[] | string;
}

interface Plan {
  readonly policy: CommitPolicy;
  readonly reset: OffsetReset;
  readonly polled: number;
  /** What a member did that had the partition before. */
  readonly before: { readonly first: number; readonly last: number; readonly committed: number } | null;
}

/** Reads a partition as the case's mode says, with its crash, and reports each outcome that the case states. */
export function deliver(expected: DeliveryCase, report: Report): void {
  const plan = planOf(expected.mode);
  if (plan === null) {
    report.case(expected.id, 'a mode that is understood', expected.mode);
    return;
  }
  const records = expected.records ?? (plan.before?.last ?? -1) + 1;
  const actual = read(plan, records, expected.crashAfterProcessing ?? null);
  const everything = actual.lost.length === records ? expected.lost : actual.lost;
  const outcomes = { ...actual, lost: typeof expected.lost === 'string' ? everything : actual.lost };
  for (const field of Object.keys(outcomes) as (keyof typeof outcomes)[]) {
    if (expected[field] !== undefined) report.case(`${expected.id}: ${field}`, expected[field], outcomes[field]);
  }
}

function planOf(mode: string): Plan | null {
  const plan: Plan = {
    policy: { when: 'manual' },
    reset: 'earliest',
    polled: CONSUMER_DEFAULTS.maxPollRecords,
    before: null,
  };
  const after = /^process then commit every (\d+)/.exec(mode);
  if (after) return { ...plan, policy: { when: 'after-processing', every: Number(after[1]) } };
  const batch = /^commit poll batch of (\d+) then process/.exec(mode);
  if (batch) return { ...plan, policy: { when: 'before-processing' }, polled: Number(batch[1]) };
  if (mode.startsWith('commits offset of last processed record')) {
    return { ...plan, policy: { when: 'after-processing', every: 1, mistake: 'last-processed' } };
  }
  const reset = /auto\.offset\.reset=(earliest|latest|none)/.exec(mode);
  if (reset) return { ...plan, reset: reset[1] as OffsetReset };
  const moved = /processed (\d+)\.\.(\d+), committed (\d+), partition moves/.exec(mode);
  if (!moved) return null;
  const [first = 0, last = 0, committed = 0] = moved.slice(1).map(Number);
  return { ...plan, before: { first, last, committed } };
}

function read({ policy, reset, polled, before }: Plan, records: number, crashAfter: number | null) {
  const log = { startOffset: 0, endOffset: records };
  const processed: number[] = [];
  let committed = before?.committed ?? null;
  for (let offset = before?.first ?? 0; offset <= (before?.last ?? -1); offset++) processed.push(offset);
  const commit = (offset: number | null): void => {
    committed = offset ?? committed;
  };
  let committedAtCrash = committed;
  let restartFrom: number | null = null;
  for (const stopsAfter of crashAfter === null ? [Infinity] : [crashAfter, Infinity]) {
    committedAtCrash = committed;
    restartFrom = beginAt(committed, reset, log);
    if (restartFrom === null) break;
    const reader = new Reader(policy, restartFrom, 0);
    let done = 0;
    while (reader.position < log.endOffset && done < stopsAfter) {
      commit(reader.polls(0));
      const from = reader.position;
      commit(reader.returned(Math.min(from + polled, log.endOffset)));
      for (let offset = from; offset < reader.position && done < stopsAfter; offset++, done++) {
        processed.push(offset);
        commit(reader.processed(offset));
      }
    }
  }
  const times = (offset: number): number => processed.filter((each) => each === offset).length;
  const all = Array.from({ length: records }, (_, offset) => offset);
  return {
    committedAtCrash,
    restartFrom,
    processedSequence: processed,
    duplicates: all.filter((offset) => times(offset) > 1),
    lost: all.filter((offset) => times(offset) === 0),
  };
}
