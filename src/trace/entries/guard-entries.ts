import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** What stands before a call. */
export type CallGuardName = 'breaker' | 'bulkhead' | 'rateLimit' | 'budget';

/** A call, or its next attempt, is not made, so that nobody is asked. */
export interface CallRejected extends Base {
  readonly kind: 'call.rejected';
  readonly message: Message;
  readonly to: string;
  readonly by: CallGuardName;
  readonly why: string;
}

/** A call waits for its turn before it is sent. */
export interface CallHeld extends Base {
  readonly kind: 'call.held';
  readonly message: Message;
  readonly to: string;
  readonly by: 'bulkhead' | 'rateLimit';
  /** When it goes on, or gives up waiting. */
  readonly untilUs: number;
}

export type GuardEntry = CallRejected | CallHeld;
