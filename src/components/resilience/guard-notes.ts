import type { CallGuardName } from '../../trace/entries/guard-entries.ts';
import type { World } from '../world.ts';
import type { Call, Done } from './layer.ts';

/** Writes down what guards do. */
export class GuardNotes {
  readonly #world: World;
  readonly #owner: string;

  constructor(world: World, owner: string) {
    this.#world = world;
    this.#owner = owner;
  }

  nameOf(id: string): string {
    return this.#world.scenario.components.get(id)?.name ?? id;
  }

  /** A call does not go on; its caller hears of a failure. */
  reject({ request }: Call, by: CallGuardName, why: string, cause: number, done: Done): void {
    done({ failure: { code: 'failed', why } }, this.rejected(request, by, why, cause));
  }

  rejected({ message, to }: Call['request'], by: CallGuardName, why: string, cause: number): number {
    return this.#world.trace.append({ ...this.#base(cause), kind: 'call.rejected', message, to, by, why });
  }

  held({ request: { message, to } }: Call, by: 'bulkhead' | 'rateLimit', untilUs: number, cause: number): number {
    return this.#world.trace.append({ ...this.#base(cause), kind: 'call.held', message, to, by, untilUs });
  }

  timedOut({ request: { message, to }, sent, sentSeq }: Call, waitedUs: number): number {
    const attempt = Math.max(1, sent);
    return this.#world.trace.append({
      ...this.#base(sentSeq),
      kind: 'call.timed-out',
      message,
      to,
      attempt,
      waitedUs,
    });
  }

  retrying({ request: { message, to } }: Call, attempt: number, resumeUs: number, cause: number): number {
    return this.#world.trace.append({ ...this.#base(cause), kind: 'call.retrying', message, to, attempt, resumeUs });
  }

  failed({ request: { message, to }, sent }: Call, why: string, cause: number): number {
    return this.#world.trace.append({ ...this.#base(cause), kind: 'call.failed', message, to, attempts: sent, why });
  }

  breakerMoved(chart: string, from: string, to: string, why: string, cause: number): number {
    return this.#world.trace.append({ ...this.#base(cause), kind: 'state.changed', chart, from, to, why });
  }

  #base(cause: number) {
    const { trace, clock } = this.#world;
    return { seq: trace.next, tUs: clock.nowUs, at: this.#owner, cause };
  }
}
