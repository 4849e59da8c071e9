import type { Base } from '../entry.ts';
import type { Data, Message } from '../message.ts';

/** A span of event time; null: without an end on that side. */
export interface WindowSpan {
  readonly startUs: number | null;
  readonly endUs: number | null;
}

/** A stream processor expects nothing that happened before `watermarkUs`, in event time. */
export interface WatermarkAdvanced extends Base {
  readonly kind: 'watermark.advanced';
  readonly watermarkUs: number;
}

/** A record has come into a stream processor, with the time at which it happened. */
export interface StreamTaken extends Base {
  readonly kind: 'stream.taken';
  readonly message: Message;
  readonly key: string;
  readonly eventTimeUs: number;
}

/** A window says what it holds. */
export interface PaneEmitted extends Base {
  readonly kind: 'pane.emitted';
  readonly key: string;
  readonly window: WindowSpan;
  readonly value: Data;
  readonly timing: 'EARLY' | 'ON_TIME' | 'LATE';
  readonly index: number;
  readonly isLast: boolean;
}

/** What a window said before no longer holds. */
export interface PaneRetracted extends Base {
  readonly kind: 'pane.retracted';
  readonly key: string;
  readonly window: WindowSpan;
  readonly value: Data;
}

/** A record that no window, join or pattern took. */
export interface StreamDropped extends Base {
  readonly kind: 'stream.dropped';
  readonly message: Message;
  readonly key: string;
  readonly eventTimeUs: number;
  readonly window: WindowSpan | null;
  readonly why: string;
}

/** Sessions have become one. */
export interface WindowsMerged extends Base {
  readonly kind: 'window.merged';
  readonly key: string;
  readonly from: readonly WindowSpan[];
  readonly window: WindowSpan;
}

/** A window's state is gone: nothing of it can come any more. */
export interface WindowExpired extends Base {
  readonly kind: 'window.expired';
  readonly key: string;
  readonly window: WindowSpan;
}

/** Two records that belong together; null: no partner came. */
export interface StreamJoined extends Base {
  readonly kind: 'stream.joined';
  readonly key: string;
  readonly left: Data;
  readonly right: Data;
}

/** A pattern was found, or its time ran out before it was complete; `whenUs` is event time. */
export interface PatternEnded extends Base {
  readonly kind: 'pattern.matched' | 'pattern.timed-out';
  readonly key: string;
  readonly taken: readonly { readonly step: string; readonly label: string }[];
  readonly whenUs: number;
}

export type StreamEntry =
  | WatermarkAdvanced
  | StreamTaken
  | PaneEmitted
  | PaneRetracted
  | StreamDropped
  | WindowsMerged
  | WindowExpired
  | StreamJoined
  | PatternEnded;
