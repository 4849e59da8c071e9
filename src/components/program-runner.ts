import type { Consumption, Row } from '../scenario/scenario.ts';
import type { DropReason, HandlerFinished } from '../trace/entry.ts';
import type { Data } from '../trace/message.ts';
import type { Hop } from './network-port.ts';

/** How a handler that was run has ended; `cause` is the seq of its `handler.finished`. */
export interface ProgramEnd {
  readonly hop: Hop;
  readonly worker: number;
  readonly outcome: HandlerFinished['outcome'];
  readonly why: string | null;
  /** null: it has answered before. */
  readonly answer: { readonly kind: 'reply' | 'error'; readonly data: Data } | null;
  readonly cause: number;
}

/** Runs the handlers of a component that is no service, on tables of its own. */
export interface ProgramRunner {
  handles(message: string): boolean;
  /** Why the message does not fit its contract; null: it fits. */
  problemOf(hop: Hop): string | null;
  /** Begins a handler, which may end before this returns. `whole`: its writes become visible together at its end. */
  begin(hop: Hop, worker: number, whole: boolean, cause: number): void;
  row(table: string, key: string): Row | null;
  /** How many handlers are running. */
  readonly running: number;
  /** The process is gone, and with it what was running. */
  crash(cause: number): readonly Hop[];
}

export interface RunnerPorts {
  /** How many times longer work takes now. */
  readonly factor: () => number;
  readonly ended: (end: ProgramEnd) => void;
}

/** A component's part in reading one source. */
export interface SourceReader {
  readonly held: number;
  enter(cause: number): void;
  crash(cause: number): void;
  /** It never reads again; sources that know of no such thing take it for a crash. */
  retire?(cause: number): void;
  takes(hop: Hop): boolean;
  received(hop: Hop, cause: number): void;
  handled(hop: Hop, cause: number): void;
  failed(hop: Hop, why: string, cause: number): void;
  undelivered(hop: Hop, cause: number): void;
}

/** What a reader of a source needs of its component. */
export interface SourcePorts {
  /** Hands over what has come; `queued` says that the trace has it waiting already. */
  readonly accept: (hop: Hop, cause: number, queued: boolean) => void;
  /** Says that it waits its turn; returns the seq. */
  readonly queue: (hop: Hop, cause: number) => number;
  /** Says that it is gone from memory; returns the seq. */
  readonly drop: (hop: Hop, reason: DropReason, cause: number) => number;
  /** There is nothing more to read now: all up to this position is read. Only some sources say so. */
  readonly caughtUp?: (position: number) => void;
}

export type ReadsSource = (spec: Consumption, ports: SourcePorts) => SourceReader;
