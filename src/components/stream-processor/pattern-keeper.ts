import { ExpressionFault } from '../../scenario/expression.ts';
import type { StreamKeeping, StreamPatternStep } from '../../scenario/kinds/stream-spec.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { MakeScope } from './create-keeper.ts';
import type { Item, Keeper } from './keeper.ts';
import type { PatternStep, Taken } from './pattern.ts';
import { PatternMatcher } from './pattern-matcher.ts';
import type { StreamRecord } from './record-steps.ts';
import type { Telling } from './telling.ts';

/** Beginnings of matches that are kept at once. */
const MOST_RUNS = 10_000;

/** A record, and when it happened. */
interface Timed extends Item {
  readonly timeUs: number;
}

/** Looks for a pattern in the events of each key. */
export class PatternKeeper implements Keeper {
  readonly #matcher: PatternMatcher<Timed>;
  readonly #telling: Telling;
  readonly #scope: MakeScope;
  /** Times of events that the watermark has not passed, ascending. */
  #waitingUs: number[] = [];
  #found = 0;

  constructor(keeps: Extract<StreamKeeping, { readonly kind: 'pattern' }>, telling: Telling, scope: MakeScope) {
    this.#telling = telling;
    this.#scope = scope;
    this.#matcher = new PatternMatcher({
      steps: keeps.steps.map((step) => this.#step(step)),
      withinUs: keeps.withinUs,
      afterMatch: keeps.after,
    });
  }

  take({ key, value, eventTimeUs }: StreamRecord<Item>): void {
    if (this.#matcher.runCount > MOST_RUNS)
      throw new ExpressionFault(`the pattern has begun over ${MOST_RUNS} times and is not complete: narrow it down`);
    if (!this.#matcher.add(key, { ...value, timeUs: eventTimeUs }, eventTimeUs)) {
      const why = 'the watermark has passed its time: the events around it were looked at already';
      const { message } = value;
      this.#telling.say({ kind: 'stream.dropped', message, key, eventTimeUs, window: null, why });
      return;
    }
    this.#waitingUs.push(eventTimeUs);
    this.#waitingUs.sort((a, b) => a - b);
  }

  advanceWatermark(watermarkUs: number): void {
    this.#waitingUs = this.#waitingUs.filter((us) => us >= watermarkUs);
    for (const { key, kind, taken, atUs } of this.#matcher.advanceWatermark(watermarkUs)) {
      const steps = taken.map(({ step, value }) => ({ step, label: value.message.label }));
      const timedOut = kind === 'timeout';
      this.#telling.say({
        kind: timedOut ? 'pattern.timed-out' : 'pattern.matched',
        key,
        taken: steps,
        whenUs: atUs,
      });
      if (timedOut) continue;
      const time = atUs / 1_000_000;
      const data = takenData(taken);
      this.#telling.row(`${key}@${++this.#found}`, { key, time, taken: data });
      const about = taken.at(-1)?.value.message as Message;
      this.#telling.result(this.#scope({ key, taken: data, time, timedOut }), about);
    }
  }

  advanceTime(): void {}

  processingDueUs(): null {
    return null;
  }

  eventDueUs(watermarkUs: number): number | null {
    // An event is looked at once the watermark is past it.
    const waitingUs = this.#waitingUs[0] === undefined ? Number.POSITIVE_INFINITY : this.#waitingUs[0] + 1;
    const deadlineUs = this.#matcher.deadlineUs ?? Number.POSITIVE_INFINITY;
    const dueUs = Math.min(waitingUs, deadlineUs > watermarkUs ? deadlineUs : Number.POSITIVE_INFINITY);
    return dueUs === Number.POSITIVE_INFINITY ? null : dueUs;
  }

  #step({ name, event, where, follows, times, between, absent }: StreamPatternStep): PatternStep<Timed> {
    return {
      name,
      follows,
      times,
      between,
      absent,
      where: ({ data, message, timeUs }, taken) => {
        if (event !== null && message.name !== event) return false;
        if (where === null) return true;
        const { id, name: messageName, label, source, key } = message;
        const meta = { id, name: messageName, key, label, source };
        const time = timeUs / 1_000_000;
        return where.evaluate(this.#scope({ msg: data, meta, key, time, taken: takenData(taken) })) === true;
      },
    };
  }
}

/** What was taken, by step: the event's data, or a list of them for a step that happens more often. */
function takenData(taken: readonly Taken<Item>[]): { readonly [step: string]: Data } {
  const data: { [step: string]: Data } = {};
  const times = new Map<string, number>();
  for (const { step, value } of taken) {
    const before = times.get(step) ?? 0;
    times.set(step, before + 1);
    if (before === 0) data[step] = value.data;
    else if (before === 1) data[step] = [data[step] as Data, value.data];
    else data[step] = [...(data[step] as readonly Data[]), value.data];
  }
  return data;
}
