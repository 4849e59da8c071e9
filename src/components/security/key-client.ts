import type { Data, Message } from '../../trace/message.ts';
import { Exchanges } from '../exchanges.ts';
import type { Hop } from '../network-port.ts';
import type { DataKey } from '../sealed-text.ts';
import type { KeyAnswer, KeyPurpose, KeyRequest } from '../vault-port.ts';
import type { World } from '../world.ts';

/** Between two attempts to reach a vault. */
const RETRY_US = 500_000;

/** What became of the wish for a key. */
export type KeyResult =
  | { readonly is: 'key'; readonly key: DataKey }
  | { readonly is: 'gone' | 'denied' | 'failed'; readonly why: string };

export interface KeyWish extends KeyRequest {
  readonly vault: string;
  /** The message that needs it. */
  readonly about: Message;
}

interface Kept {
  readonly result: KeyResult;
  readonly untilUs: number;
}

type Then = (result: KeyResult, cause: number) => void;

/** The library with which one component gets keys from vaults. */
export class KeyClient {
  readonly #world: World;
  readonly #owner: string;
  readonly #exchanges: Exchanges;
  /** Requests of its own that are open, by the message's id. */
  readonly #asked = new Set<number>();
  readonly #kept = new Map<string, Kept>();
  /** Who waits for the same key. */
  readonly #waiting = new Map<string, Then[]>();

  constructor(world: World, owner: string) {
    this.#world = world;
    this.#owner = owner;
    this.#exchanges = new Exchanges(world, owner);
  }

  /** The key, where it is here; otherwise null, and `then` gets what the vault says. */
  ask(wish: KeyWish, then: Then, cause: number): KeyResult | null {
    const { vault, subject, purpose, version } = wish;
    const name = `${vault} ${purpose} ${version ?? 'newest'} ${subject}`;
    const kept = this.#kept.get(name) ?? this.#kept.get(denialName(vault, purpose));
    if (kept !== undefined && this.#world.clock.nowUs < kept.untilUs) return kept.result;
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined) waiting.push(then);
    else {
      this.#waiting.set(name, [then]);
      this.#send(wish, name, cause);
    }
    return null;
  }

  /** Takes an answer of a vault; false where it is not for this library. */
  takes(hop: Hop, cause: number): boolean {
    if (hop.passage !== 'reply' || !this.#asked.has(hop.message.inReplyTo ?? -1)) return false;
    this.#exchanges.take(hop, cause);
    return true;
  }

  /** The process is gone, and with it the keys in its memory. */
  crash(cause: number): void {
    this.#exchanges.abandon(cause);
    this.#kept.clear();
    this.#waiting.clear();
  }

  #send(wish: KeyWish, name: string, cause: number): void {
    const { messages } = this.#world;
    const { vault, subject, purpose, version, about } = wish;
    const port = this.#world.port('vault', vault);
    const request: KeyRequest = { subject, purpose, version };
    const data = request as unknown as Data;
    const message = messages.following(about, this.#owner, 'GetKey', 'query', data, null, 1);
    // Late answers of a process that is gone are the library's too.
    this.#asked.add(message.id);
    const attempts = port.attempts ?? Number.POSITIVE_INFINITY;
    this.#exchanges.begin(
      {
        message,
        to: vault,
        passage: 'call',
        timeoutUs: port.timeoutUs,
        retry: { attempts, backoff: 'fixed', delayUs: RETRY_US, maxDelayUs: null, jitter: 'none' },
        answered: (answer, by) => this.#answered(wish, name, answer.data as unknown as KeyAnswer, by),
        failed: ({ code, why }, by) => {
          if (code === 'refused') this.#keep(denialName(vault, purpose), { is: 'denied', why });
          this.#end(name, code === 'refused' ? { is: 'denied', why } : { is: 'failed', why }, by);
        },
      },
      cause,
    );
  }

  #answered({ vault, subject }: KeyWish, name: string, { version }: KeyAnswer, cause: number): void {
    const port = this.#world.port('vault', vault);
    const key = version === null ? null : port.key(subject, version);
    if (key === null) {
      const gone: KeyResult = { is: 'gone', why: `the key of ${subject} was thrown away` };
      this.#keep(name, gone);
      return this.#end(name, gone, cause);
    }
    // What is thrown away in the vault stays in memory here, until it is too old.
    const result: KeyResult = { is: 'key', key: { ...key, bytes: key.bytes.slice() } };
    if (port.cacheUs > 0) this.#keep(name, result, this.#world.clock.nowUs + port.cacheUs);
    this.#end(name, result, cause);
  }

  #keep(name: string, result: KeyResult, untilUs = Number.POSITIVE_INFINITY): void {
    this.#kept.set(name, { result, untilUs });
  }

  #end(name: string, result: KeyResult, cause: number): void {
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.delete(name);
    for (const then of waiting) then(result, cause);
  }
}

function denialName(vault: string, purpose: KeyPurpose): string {
  return `${vault} ${purpose}`;
}
