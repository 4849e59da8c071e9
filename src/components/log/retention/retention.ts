import type { LogRecord } from './log-record.ts';
import type { Segment } from './segment.ts';
import type { SegmentedLog } from './segmented-log.ts';

/** What a topic with `cleanup.policy=delete` keeps; undefined keeps without limit. */
export interface RetentionLimits {
  /** Kafka's `retention.ms`. */
  readonly retentionUs?: number | undefined;
  /** Kafka's `retention.bytes`, of one partition. */
  readonly retentionBytes?: number | undefined;
}

/** Records that went with their segments. */
export interface Deleted<Value> {
  readonly because: 'size' | 'time';
  readonly records: readonly LogRecord<Value>[];
}

/** Deletes the log's oldest segments as far as the limits allow and all records in them are committed. */
export function deleteOldSegments<Value>(
  log: SegmentedLog<Value>,
  { retentionUs, retentionBytes }: RetentionLimits,
  nowUs: number,
  highWatermark: number,
): readonly Deleted<Value>[] {
  let tooMany = retentionBytes === undefined ? 0 : log.bytes - retentionBytes;
  const isTooMuch = ({ bytes }: Segment<Value>): boolean => {
    if (tooMany <= 0 || bytes > tooMany) return false;
    tooMany -= bytes;
    return true;
  };
  const isTooOld = ({ newestUs }: Segment<Value>): boolean =>
    retentionUs !== undefined && nowUs - newestUs > retentionUs;
  const bySize: Deleted<Value> = { because: 'size', records: deleteWhile(log, highWatermark, isTooMuch) };
  const byTime: Deleted<Value> = { because: 'time', records: deleteWhile(log, highWatermark, isTooOld) };
  return [bySize, byTime].filter(({ records }) => records.length > 0);
}

function deleteWhile<Value>(
  log: SegmentedLog<Value>,
  highWatermark: number,
  mayGo: (segment: Segment<Value>) => boolean,
): readonly LogRecord<Value>[] {
  let keepFrom: number | null = null;
  for (const [index, segment] of log.segments.entries()) {
    const end = log.segments[index + 1]?.baseOffset ?? log.endOffset;
    const isEmptyActive = segment === log.active && segment.records.length === 0;
    if (isEmptyActive || end > highWatermark || !mayGo(segment)) break;
    keepFrom = end;
  }
  if (keepFrom === null) return [];
  // The segment that is written to goes only after another one has taken its place.
  if (keepFrom === log.endOffset) log.roll();
  return log.startFrom(keepFrom);
}
