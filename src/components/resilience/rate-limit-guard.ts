import type { CallGuards } from '../../scenario/guards/guard-spec.ts';
import type { World } from '../world.ts';
import type { GuardNotes } from './guard-notes.ts';
import type { Abort, Call, Done, Run } from './layer.ts';
import { RateLimiter } from './rate-limiter.ts';

/** A rate limiter before one receiver, shared by the calls of one component. */
export class RateLimitGuard {
  readonly #world: World;
  readonly #notes: GuardNotes;
  readonly #limiter: RateLimiter;

  constructor(world: World, notes: GuardNotes, config: NonNullable<CallGuards['rateLimit']>) {
    this.#world = world;
    this.#notes = notes;
    this.#limiter = new RateLimiter(config);
  }

  run(inner: Run, call: Call, cause: number, done: Done): Abort {
    const { clock } = this.#world;
    const waitUs = this.#limiter.reserveUs(clock.nowUs);
    if (waitUs === 0) return inner(call, cause, done);
    if (waitUs === null) {
      const to = this.#notes.nameOf(call.request.to);
      this.#notes.reject(call, 'rateLimit', `more calls to ${to} than the rate limit lets through`, cause, done);
      return () => {};
    }
    const resumeUs = clock.nowUs + waitUs;
    const seq = this.#notes.held(call, 'rateLimit', resumeUs, cause);
    let abort: Abort = () => {};
    const timer = clock.at(resumeUs, () => {
      abort = inner(call, seq, done);
    });
    return () => {
      clock.cancel(timer);
      abort();
    };
  }
}
