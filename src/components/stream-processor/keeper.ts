import type { Data, Message } from '../../trace/message.ts';
import type { StreamRecord } from './record-steps.ts';

/** A record's data as the steps have made it, and the message that it came with. */
export interface Item {
  readonly data: Data;
  readonly message: Message;
}

/** What a stream processor keeps of its records, and says of them. */
export interface Keeper {
  take(record: StreamRecord<Item>, nowUs: number): void;
  advanceWatermark(watermarkUs: number, nowUs: number): void;
  advanceTime(nowUs: number): void;
  /** When something waits for processing time. */
  processingDueUs(): number | null;
  /** The event time that the watermark must reach for something to happen, beyond where it stands. */
  eventDueUs(watermarkUs: number): number | null;
}

/** Keeps nothing: each record is a result by itself. */
export function passOn(say: (record: StreamRecord<Item>) => void): Keeper {
  return {
    take: say,
    advanceWatermark: () => {},
    advanceTime: () => {},
    processingDueUs: () => null,
    eventDueUs: () => null,
  };
}
