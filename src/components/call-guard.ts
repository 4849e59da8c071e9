import { Registry } from '../kernel/registry.ts';
import type { CallGuards } from '../scenario/guards/guard-spec.ts';
import type { Message } from '../trace/message.ts';
import type { Request } from './exchanges.ts';
import type { World } from './world.ts';

/** A request that guards stand before. */
export type GuardedRequest = Request & { readonly guards: CallGuards };

/** What guards need of those who hold the requests of a component. */
export interface Wire {
  /** Sends an attempt; who `listens` hears the answer to it, once. Returns the seq of its `message.sent`. */
  send(attempt: Attempt, listens: (answer: Message, cause: number) => void): number;
  /** Nobody waits for an answer to this request at the moment. */
  deafen(request: Request): void;
  /** The request has ended, one way or the other. */
  close(request: Request): void;
}

export interface Attempt {
  readonly request: Request;
  /** From 1. */
  readonly number: number;
  readonly timeoutAtUs: number | null;
  /** Nobody will try again. */
  readonly final: boolean;
  readonly cause: number;
}

/** The guarded requests of one component, and what their guards remember. */
export interface GuardedCalls {
  begin(request: GuardedRequest, cause: number): void;
  /** The process is gone, and its memory with it. */
  forget(cause: number): void;
}

type Make = (world: World, owner: string, wire: Wire) => GuardedCalls;

const makers = new Registry<Make>('guard of calls');

/** Adds what guards calls. */
export function guardsCalls(make: Make): void {
  makers.add('calls', make);
}

export const guardedCalls: Make = (world, owner, wire) => makers.get('calls')(world, owner, wire);
