import type { Message } from '../trace/message.ts';
import { dropWords } from './drop-words.ts';
import { Exchanges } from './exchanges.ts';
import type { Hop } from './network-port.ts';
import type { World } from './world.ts';

/** Brokers hand on as patiently as a log's client publishes. */
const TIMEOUT_US = 1_000_000;
const RETRY = { attempts: 10, backoff: 'fixed', delayUs: 200_000, maxDelayUs: null, jitter: 'none' } as const;

/** A message on its way to another component that keeps messages. */
interface Forwarded {
  readonly message: Message;
  readonly cause: number;
}

/** Hands messages of one component on to another, and tries again until that one has acknowledged them. */
export class Forwarder {
  readonly to: string;
  readonly #world: World;
  readonly #owner: string;
  readonly #exchanges: Exchanges;
  readonly #failed: (message: Message, why: string, cause: number) => void;
  /** By message id, the one that is on its way first: two copies of a message go one after the other. */
  readonly #pending = new Map<number, Forwarded[]>();
  #paused = false;

  /** `failed` hears of what the receiver didn't take in the end. */
  constructor(world: World, owner: string, to: string, failed: (message: Message, why: string, cause: number) => void) {
    this.to = to;
    this.#world = world;
    this.#owner = owner;
    this.#exchanges = new Exchanges(world, owner);
    this.#failed = failed;
  }

  /** How many messages the receiver hasn't acknowledged. */
  get count(): number {
    let count = 0;
    for (const same of this.#pending.values()) count += same.length;
    return count;
  }

  forward(message: Message, cause: number): void {
    const same = this.#pending.get(message.id);
    if (same !== undefined) return void same.push({ message, cause });
    this.#pending.set(message.id, [{ message, cause }]);
    if (!this.#paused) this.#begin({ message, cause });
  }

  /** An acknowledgement arrived. */
  take(hop: Hop, cause: number): void {
    this.#exchanges.take(hop, cause);
  }

  /** The process is down; what is under way is kept, to be handed on again. */
  pause(cause: number): void {
    this.#paused = true;
    this.#exchanges.abandon(cause);
  }

  /** The process is up again. */
  resume(): void {
    this.#paused = false;
    for (const [first] of this.#pending.values()) if (first !== undefined) this.#begin(first);
  }

  /** The process is down, and what was under way is gone with it. */
  lose(cause: number): void {
    this.pause(cause);
    const { trace, clock } = this.#world;
    for (const { message } of [...this.#pending.values()].flat()) {
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.#owner,
        cause,
        kind: 'message.dropped',
        hop: null,
        message,
        from: this.#owner,
        to: this.to,
        reason: 'crash',
        why: dropWords.crash,
        mayComeAgain: false,
      });
    }
    this.#pending.clear();
  }

  #begin({ message, cause }: Forwarded): void {
    this.#exchanges.begin(
      {
        message,
        to: this.to,
        passage: 'publish',
        timeoutUs: TIMEOUT_US,
        retry: RETRY,
        answered: (_, by) => this.#arrived(message, by),
        failed: ({ why }, by) => {
          this.#failed(message, why.replace(/\.$/, ''), by);
          this.#next(message.id);
        },
      },
      cause,
    );
  }

  #arrived(message: Message, cause: number): void {
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.#owner, cause };
    trace.append({ ...base, kind: 'broker.handed-over', message, to: this.to });
    this.#next(message.id);
  }

  #next(id: number): void {
    const same = this.#pending.get(id) ?? [];
    same.shift();
    const [next] = same;
    if (next === undefined) this.#pending.delete(id);
    else this.#begin(next);
  }
}
