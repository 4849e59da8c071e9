import type { TimeUs } from '../../kernel/time.ts';
import type { CompiledPattern, PatternStep, Taken } from './pattern.ts';

/** An event of one key. */
export interface TimedEvent<Value> {
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
}

/** The beginning of a possible match. */
interface Run<Value> {
  readonly taken: readonly Taken<Value>[];
  readonly startUs: TimeUs;
  /** Which of the key's events, in the order of event time, it begins and so far ends with. */
  readonly firstPlace: number;
  readonly lastPlace: number;
}

/** How a run ended, in event time: complete, or out of time with its last events missing. */
export interface RunEnd<Value> {
  readonly kind: 'match' | 'timeout';
  readonly taken: readonly Taken<Value>[];
  readonly atUs: TimeUs;
}

/** The partial matches of one key, those that began first before the others. */
export class PatternRuns<Value> {
  readonly #pattern: CompiledPattern<Value>;
  #runs: Run<Value>[] = [];
  /** How many events it has seen. */
  #place = 0;

  constructor(pattern: CompiledPattern<Value>) {
    this.#pattern = pattern;
  }

  get size(): number {
    return this.#runs.length;
  }

  /** When the first run is out of time; Infinity when none ever is. */
  get deadlineUs(): TimeUs {
    const first = this.#runs[0];
    return first === undefined ? Infinity : first.startUs + this.#pattern.withinUs;
  }

  /** Ends the runs whose time is over at `tUs`: what waited for an absence has got it. */
  expire(tUs: TimeUs, ends: RunEnd<Value>[]): void {
    while (this.deadlineUs <= tUs && this.deadlineUs < Infinity) {
      const atUs = this.deadlineUs;
      const run = this.#runs.shift()!;
      const complete = run.taken.length === this.#pattern.positions.length;
      ends.push({ kind: complete ? 'match' : 'timeout', taken: run.taken, atUs });
      if (complete && this.#pattern.skipPastLast) this.#skipPast(run.lastPlace);
    }
  }

  /** The next event of the key in the order of event time; `expire` must have been told of its time. */
  take(event: TimedEvent<Value>, ends: RunEnd<Value>[]): void {
    const place = this.#place++;
    const before = this.#runs;
    this.#runs = [];
    for (const run of before) if (this.#offer(run, event, ends)) return;
    const first: Run<Value> = { taken: [], startUs: event.eventTimeUs, firstPlace: place, lastPlace: place };
    if (this.#pattern.positions[0]!.step.where(event.value, [])) this.#advance(first, event, ends);
  }

  /** Shows an event to a run; true when a match ends every other run. */
  #offer(run: Run<Value>, event: TimedEvent<Value>, ends: RunEnd<Value>[]): boolean {
    const position = this.#pattern.positions[run.taken.length];
    const forbidden = position?.forbidden ?? this.#pattern.forbiddenAtEnd;
    const fits = (step: PatternStep<Value>): boolean => step.where(event.value, run.taken);
    if (forbidden.some(fits)) return false;
    if (position === undefined) {
      this.#runs.push(run);
      return false;
    }
    const taken = fits(position.step);
    if (taken && this.#advance(run, event, ends)) return true;
    // Where others may come between, a run that has taken an event also goes on waiting for another such event.
    if (taken ? position.follows === 'followedByAny' : position.follows !== 'next') this.#runs.push(run);
    return false;
  }

  #advance(run: Run<Value>, event: TimedEvent<Value>, ends: RunEnd<Value>[]): boolean {
    const { positions, forbiddenAtEnd, skipPastLast } = this.#pattern;
    const step = positions[run.taken.length]!.step.name;
    const taken = [...run.taken, { step, value: event.value, eventTimeUs: event.eventTimeUs }];
    if (taken.length < positions.length || forbiddenAtEnd.length > 0) {
      this.#runs.push({ ...run, taken, lastPlace: this.#place - 1 });
      return false;
    }
    ends.push({ kind: 'match', taken, atUs: event.eventTimeUs });
    if (skipPastLast) this.#runs = [];
    return skipPastLast;
  }

  #skipPast(place: number): void {
    this.#runs = this.#runs.filter(({ firstPlace }) => firstPlace > place);
  }
}
