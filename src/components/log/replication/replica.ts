import { ProducerState } from '../producer/producer-state.ts';
import type { LogRecord } from '../retention/log-record.ts';
import { SegmentedLog } from '../retention/segmented-log.ts';
import type { SegmentLimits } from '../retention/segmented-log.ts';
import { LeaderEpochs } from './leader-epochs.ts';

/** One broker's copy of a partition. It survives a crash of its broker. */
export class Replica<Value> {
  readonly id: number;
  readonly log: SegmentedLog<Value>;
  readonly epochs = new LeaderEpochs();
  readonly producers = new ProducerState();
  isAlive = true;
  /** As far as it knows, records before this offset are committed. */
  highWatermark = 0;

  constructor(id: number, limits: SegmentLimits) {
    this.id = id;
    this.log = new SegmentedLog(limits);
  }

  append(record: LogRecord<Value>, nowUs: number): void {
    this.epochs.begin(record.epoch, record.offset);
    this.log.append(record);
    if (record.batch !== null) this.producers.appended(record.batch, record.offset, nowUs);
  }

  /** Gives up its records from the offset on, which the leader does not have; returns them. */
  truncateTo(offset: number, nowUs: number): readonly LogRecord<Value>[] {
    const removed = this.log.truncateTo(offset);
    this.epochs.truncateTo(offset);
    this.highWatermark = Math.min(this.highWatermark, offset);
    if (removed.length === 0) return removed;
    this.producers.clear();
    for (const { batch, offset: at } of this.log.read(this.log.startOffset)) {
      if (batch !== null) this.producers.appended(batch, at, nowUs);
    }
    return removed;
  }

  /** Whether this log has the very record, be it that it was cleaned away here. */
  has({ offset, epoch }: LogRecord<Value>): boolean {
    return offset < this.log.endOffset && this.epochs.at(offset)?.epoch === epoch;
  }
}
