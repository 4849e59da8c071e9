import type { TimeUs } from '../../kernel/time.ts';
import type { CompiledPattern, PatternStep, Taken } from './pattern.ts';

/** An event of one key, with its place among all events. */
export interface OrderedEvent<Value> {
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
  readonly sequence: number;
}

/** The beginning of a possible match. */
interface Run<Value> {
  readonly taken: readonly Taken<Value>[];
  readonly startUs: TimeUs;
  readonly startSequence: number;
  readonly lastSequence: number;
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
      if (complete && this.#pattern.skipPastLast) this.#skipPast(run.lastSequence);
    }
  }

  /** The next event of the key in the order of event time; `expire` must have been told of its time. */
  take(event: OrderedEvent<Value>, ends: RunEnd<Value>[]): void {
    const before = this.#runs;
    this.#runs = [];
    for (const run of before) if (this.#offer(run, event, ends)) return;
    const first: Run<Value> = {
      taken: [],
      startUs: event.eventTimeUs,
      startSequence: event.sequence,
      lastSequence: event.sequence,
    };
    if (this.#pattern.positions[0]!.step.where(event.value, [])) this.#advance(first, event, ends);
  }

  /** Shows an event to a run; true when a match ends every other run. */
  #offer(run: Run<Value>, event: OrderedEvent<Value>, ends: RunEnd<Value>[]): boolean {
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

  #advance(run: Run<Value>, event: OrderedEvent<Value>, ends: RunEnd<Value>[]): boolean {
    const { positions, forbiddenAtEnd, skipPastLast } = this.#pattern;
    const step = positions[run.taken.length]!.step.name;
    const taken = [...run.taken, { step, value: event.value, eventTimeUs: event.eventTimeUs }];
    if (taken.length < positions.length || forbiddenAtEnd.length > 0) {
      this.#runs.push({ ...run, taken, lastSequence: event.sequence });
      return false;
    }
    ends.push({ kind: 'match', taken, atUs: event.eventTimeUs });
    if (skipPastLast) this.#runs = [];
    return skipPastLast;
  }

  #skipPast(sequence: number): void {
    this.#runs = this.#runs.filter(({ startSequence }) => startSequence > sequence);
  }
}
