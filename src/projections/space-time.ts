import type { DropReason, Passage } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';

/** A hop as a line of the space-time diagram. It ends at `endUs` (arrival, or where it was lost); null while it is under way at the instant asked for. */
export interface Arrow {
  readonly hop: number;
  readonly message: Message;
  readonly from: string;
  readonly to: string;
  readonly passage: Passage;
  readonly sentUs: number;
  readonly dueUs: number;
  readonly endUs: number | null;
  readonly lost: DropReason | null;
  readonly duplicate: boolean;
}

/** Time that a task spent in one line of work (a solid bar) or waiting for an answer (a thin bar, red when it timed out). */
export interface Span {
  readonly component: string;
  readonly task: number;
  readonly message: Message;
  readonly kind: 'work' | 'wait' | 'request';
  readonly startUs: number;
  readonly endUs: number | null;
  readonly timedOut: boolean;
}

/** Not up: from a crash to being up again. */
export interface Outage {
  readonly component: string;
  readonly crashedUs: number;
  readonly restartedUs: number | null;
}

/** The lag of a group, from `tUs` on. */
export interface LagStep {
  readonly tUs: number;
  readonly lag: number;
}

/** What the space-time diagram draws between two instants, as known at `nowUs`: nothing later shows. */
export interface SpaceTimeView {
  readonly arrows: readonly Arrow[];
  readonly spans: readonly Span[];
  readonly outages: readonly Outage[];
  /** By `log/group`. */
  readonly lag: ReadonlyMap<string, readonly LagStep[]>;
  /** Arrows that overtook an earlier one on the same path to the same receiver: "16 passes 15". */
  readonly overtakings: readonly { readonly atUs: number; readonly component: string; readonly words: string }[];
}
