import { createActor } from 'xstate';
import { msText } from '../projections/words.ts';
import type { Intervention } from '../scenario/intervention.ts';
import { LATEST_US } from '../share/run-link.ts';
import { advance, type Arrival, type Watch } from './advance.ts';
import type { Future } from './future.ts';
import type { Futures, Outcome } from './futures.ts';
import { playbackMachine } from './playback-machine.ts';

/** Where the session is: which future, which instant, and whether time runs. */
export class Player {
  readonly futures: Futures;
  readonly #playback;
  readonly #say: (notice: string) => void;

  constructor(futures: Futures, speed: number, say: (notice: string) => void) {
    this.futures = futures;
    this.#say = say;
    this.#playback = createActor(playbackMachine, { input: { tUs: 0, speed } }).start();
    this.jump(futures.active, 0);
  }

  get future(): Future {
    return this.futures.active;
  }

  get tUs(): number {
    return this.#playback.getSnapshot().context.tUs;
  }

  get speed(): number {
    return this.#playback.getSnapshot().context.speed;
  }

  get playing(): boolean {
    return this.#playback.getSnapshot().matches('running');
  }

  play(): void {
    this.#playback.send({ type: 'PLAY' });
  }

  pause(): void {
    this.#playback.send({ type: 'PAUSE' });
  }

  setSpeed(speed: number): void {
    this.#playback.send({ type: 'SPEED', speed });
  }

  /** Plays on for a frame; null while time stands still. */
  frame(elapsedMs: number, watch: Watch | null): Arrival | null {
    if (!this.playing) return null;
    this.#playback.send({ type: 'FRAME', elapsedMs });
    return this.playTo(this.#playback.getSnapshot().context.dueUs, watch);
  }

  /** Goes to an instant: what was played is looked at again, what was not is played. */
  goTo(tUs: number, watch: Watch | null): Arrival {
    const { future } = this;
    this.pause();
    const target = Math.round(Math.max(0, Math.min(tUs, LATEST_US)));
    if (target > future.playedUs) {
      // What lies between here and there was seen before; only what was not can end the wait.
      this.#arrive(Math.max(this.tUs, Math.min(future.playedUs, target)));
      return this.playTo(target, watch);
    }
    this.#arrive(target);
    return { tUs: target, end: 'there', why: null };
  }

  /** To the next instant at which something happens. */
  stepForward(watch: Watch | null): Arrival {
    this.pause();
    this.future.reach(this.tUs);
    const nextUs = this.future.projection.nextInstantUs(this.tUs);
    if (nextUs !== null) return this.playTo(nextUs, watch);
    if (this.future.endsAt(this.tUs)) this.#say('Nothing more happens in this run.');
    else this.#say('Nothing happens for a long time.');
    return { tUs: this.tUs, end: 'there', why: null };
  }

  /** To the previous instant at which something happened, or to the beginning. */
  stepBack(): void {
    this.pause();
    this.#arrive(this.future.projection.previousInstantUs(this.tUs) ?? 0);
  }

  /** To another future's instant, which is played up to there. */
  jump(future: Future, tUs: number): void {
    this.pause();
    this.futures.activate(future);
    future.reach(tUs);
    this.#arrive(tUs);
  }

  /** Does something to the run at the instant that is shown. */
  intervene(what: readonly Intervention[]): Outcome {
    return this.#intervene(this.tUs, what, this.tUs);
  }

  /** Does something right after the instant that is shown, whose view stays as it is; of what was done later nothing is kept. */
  interveneAfter(what: readonly Intervention[]): Outcome {
    return this.#intervene(this.tUs + 1, what, this.tUs);
  }

  stop(): void {
    this.#playback.stop();
  }

  /** Plays on from here to an instant, at once, unless what is waited for stops it. */
  playTo(toUs: number, watch: Watch | null): Arrival {
    const { future } = this;
    const arrival = advance(future, this.tUs, Math.min(toUs, LATEST_US), watch);
    this.#arrive(arrival.tUs);
    if (arrival.end !== 'there') this.pause();
    if (arrival.tUs >= LATEST_US) {
      this.pause();
      this.#say(`A run ends at ${msText(LATEST_US)} of virtual time.`);
    }
    const ended = future.endsAt(arrival.tUs);
    this.#playback.send({ type: ended ? 'NOTHING_LEFT' : 'SOMETHING_LEFT' });
    if (ended && !future.endWasSaid) {
      future.endWasSaid = true;
      this.#say('Nothing more happens in this run.');
    }
    return arrival;
  }

  #intervene(atUs: number, what: readonly Intervention[], keepUs: number): Outcome {
    const outcome = this.futures.intervene(atUs, what, keepUs);
    if (!outcome.changed) return outcome;
    this.future.reach(atUs);
    this.#arrive(atUs);
    return outcome;
  }

  #arrive(tUs: number): void {
    this.future.played(tUs);
    this.#playback.send({ type: 'ARRIVED', tUs });
  }
}
