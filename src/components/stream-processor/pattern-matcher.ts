import type { TimeUs } from '../../kernel/time.ts';
import { compilePattern } from './pattern.ts';
import type { CompiledPattern, Pattern } from './pattern.ts';
import { PatternRuns } from './pattern-runs.ts';
import type { TimedEvent, RunEnd } from './pattern-runs.ts';

/** A pattern was found, or a partial match ran out of time. */
export interface PatternEnd<Value> extends RunEnd<Value> {
  readonly key: string;
}

interface Waiting<Value> extends TimedEvent<Value> {
  readonly key: string;
  /** Which of all events it was to come. */
  readonly sequence: number;
}

/**
 * Finds a pattern in the events of each key. Events are held back until the watermark has passed them, and are then seen
 * in the order of event time (of arrival where that is equal), so that what is found doesn't depend on the order of arrival.
 */
export class PatternMatcher<Value> {
  readonly #pattern: CompiledPattern<Value>;
  readonly #runs = new Map<string, PatternRuns<Value>>();
  #waiting: Waiting<Value>[] = [];
  #sequence = 0;
  #watermarkUs: TimeUs = -Infinity;

  constructor(pattern: Pattern<Value>) {
    this.#pattern = compilePattern(pattern);
  }

  get watermarkUs(): TimeUs {
    return this.#watermarkUs;
  }

  /** How many partial matches there are. */
  get runCount(): number {
    let runs = 0;
    for (const { size } of this.#runs.values()) runs += size;
    return runs;
  }

  /** The event time at which the next partial match runs out of time, of events seen so far; null when none does. */
  get deadlineUs(): TimeUs | null {
    let least = Infinity;
    for (const { deadlineUs } of this.#runs.values()) least = Math.min(least, deadlineUs);
    return least === Infinity ? null : least;
  }

  /** Takes an event in; false when it is behind the watermark and dropped. */
  add(key: string, value: Value, eventTimeUs: TimeUs): boolean {
    if (eventTimeUs < this.#watermarkUs) return false;
    this.#waiting.push({ key, value, eventTimeUs, sequence: this.#sequence++ });
    return true;
  }

  /** Moves the watermark on and returns what ended until then, in the order of event time. */
  advanceWatermark(watermarkUs: TimeUs): readonly PatternEnd<Value>[] {
    if (!(watermarkUs > this.#watermarkUs)) return [];
    this.#watermarkUs = watermarkUs;
    const ready = this.#waiting.filter(({ eventTimeUs }) => eventTimeUs < watermarkUs);
    if (ready.length > 0) this.#waiting = this.#waiting.filter(({ eventTimeUs }) => eventTimeUs >= watermarkUs);
    ready.sort((a, b) => a.eventTimeUs - b.eventTimeUs || a.sequence - b.sequence);
    const ends: PatternEnd<Value>[] = [];
    for (const event of ready) {
      const runs = this.#runsOf(event.key);
      // A deadline comes before an event of the same time: that event is too late already.
      this.#collect(event.key, ends, (found) => runs.expire(event.eventTimeUs, found));
      this.#collect(event.key, ends, (found) => runs.take(event, found));
    }
    for (const [key, runs] of this.#runs) {
      this.#collect(key, ends, (found) => runs.expire(watermarkUs, found));
      if (runs.size === 0) this.#runs.delete(key);
    }
    return ends.sort((a, b) => a.atUs - b.atUs);
  }

  #collect(key: string, ends: PatternEnd<Value>[], find: (found: RunEnd<Value>[]) => void): void {
    const found: RunEnd<Value>[] = [];
    find(found);
    for (const end of found) ends.push({ key, ...end });
  }

  #runsOf(key: string): PatternRuns<Value> {
    let runs = this.#runs.get(key);
    if (runs === undefined) this.#runs.set(key, (runs = new PatternRuns(this.#pattern)));
    return runs;
  }
}
