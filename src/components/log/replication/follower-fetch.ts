import type { LogRecord } from '../retention/log-record.ts';
import type { EpochEnd, EpochStart } from './leader-epochs.ts';
import type { Replica } from './replica.ts';

/** A follower asks the leader of a term for the records from its log's end on. */
export interface FetchRequest {
  readonly follower: number;
  readonly leaderEpoch: number;
  readonly fromOffset: number;
  /** The newest epoch that the follower knows; null for an empty log. */
  readonly lastEpoch: number | null;
}

export interface FetchAnswer<Value> {
  readonly request: FetchRequest;
  readonly records: readonly LogRecord<Value>[];
  readonly highWatermark: number;
  /** Where the leader's log begins. */
  readonly startOffset: number;
  /** Where the follower reads on: after the records, and past what the leader has cleaned away behind them. */
  readonly nextOffset: number;
  /**
   * The terms up to there, also of records that are no more: without them the follower could not tell later where its
   * log parts from another leader's.
   */
  readonly epochs: readonly EpochStart[];
  /** Set where the follower's log parts from the leader's: it has to truncate, and asks again. */
  readonly diverging: EpochEnd | null;
}

/** Where the asking follower's log parts from the leader's; null while it is the beginning of the leader's. */
export function divergence<Value>(leader: Replica<Value>, { fromOffset, lastEpoch }: FetchRequest): EpochEnd | null {
  if (lastEpoch === null) return null;
  const end = leader.epochs.endOf(lastEpoch, leader.log.endOffset);
  return end !== null && (end.epoch < lastEpoch || end.endOffset < fromOffset) ? end : null;
}

/** The leader's answer to a follower, with at most so many records. */
export function answerTo<Value>(leader: Replica<Value>, request: FetchRequest, most: number): FetchAnswer<Value> {
  const { log, epochs, highWatermark } = leader;
  const diverging = divergence(leader, request);
  const records = diverging === null ? log.read(request.fromOffset, most) : [];
  const last = records.length < most ? undefined : records.at(-1);
  const nextOffset = last === undefined ? log.endOffset : last.offset + 1;
  const terms = epochs.before(nextOffset);
  return { request, records, highWatermark, startOffset: log.startOffset, nextOffset, epochs: terms, diverging };
}

/** Whether the follower still is where it was when it asked: an answer that comes late must not be taken in. */
export function isStill<Value>({ log, epochs }: Replica<Value>, { fromOffset, lastEpoch }: FetchRequest): boolean {
  return log.endOffset === fromOffset && epochs.latest === lastEpoch;
}

/** The offset that a follower truncates its log to when the leader has told it where the logs part. */
export function truncationOffset<Value>({ epochs, log }: Replica<Value>, diverging: EpochEnd): number {
  const own = epochs.endOf(diverging.epoch, log.endOffset);
  const leaders = own?.epoch === diverging.epoch ? diverging.endOffset : Infinity;
  return Math.min(own?.endOffset ?? 0, leaders, log.endOffset);
}

/** The follower takes over the records and what is committed of them. */
export function takeOver<Value>(replica: Replica<Value>, answer: FetchAnswer<Value>, nowUs: number): void {
  for (const { epoch, startOffset } of answer.epochs) replica.epochs.begin(epoch, startOffset);
  for (const record of answer.records) replica.append(record, nowUs);
  replica.log.skipTo(answer.nextOffset);
  replica.log.startFrom(answer.startOffset);
  replica.highWatermark = Math.max(replica.highWatermark, Math.min(answer.highWatermark, replica.log.endOffset));
}
