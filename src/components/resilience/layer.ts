import type { Message } from '../../trace/message.ts';
import type { GuardedRequest } from '../call-guard.ts';
import type { Failure } from '../failure.ts';

/** How a call, or one try of it, has ended. */
export type Result = { readonly answer: Message } | { readonly failure: Failure };

export type Done = (result: Result, cause: number) => void;

/** Drops what is under way without a word: `done` is not called any more. */
export type Abort = () => void;

/** Runs a call, or what is inside a guard of it. */
export type Run = (call: Call, cause: number, done: Done) => Abort;

/** A guard around what is inside it. */
export type Layer = (inner: Run) => Run;

/** One request on its way through its guards. */
export interface Call {
  readonly request: GuardedRequest;
  /** How often it was sent. */
  sent: number;
  /** Seq of the last `message.sent`; of what began the call before. */
  sentSeq: number;
  /** When the timeout that runs ends. */
  timeoutAtUs: number | null;
}

/** Whether the receiver answered, be it with a refusal. */
export function wasAnswered(result: Result): boolean {
  return 'answer' in result || result.failure.code === 'refused' || result.failure.code === 'rejected';
}
