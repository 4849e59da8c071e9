import { ExpressionFault, STEPS } from '../../scenario/expression.ts';
import type { StreamSpec } from '../../scenario/kinds/stream-spec.ts';
import { aKind } from '../../scenario/kind-words.ts';
import type { Data, Message } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { World } from '../world.ts';
import { createKeeper } from './create-keeper.ts';
import type { Item, Keeper } from './keeper.ts';
import { applySteps, type RecordStep, type StreamRecord } from './record-steps.ts';
import { Telling } from './telling.ts';
import { BoundedLateness, CombinedWatermark } from './watermarks.ts';

/** Something to publish: what its expressions can read, and the message that it follows from. */
export interface Result {
  readonly scope: { readonly [name: string]: unknown };
  readonly about: Message;
}

const US_PER_SECOND = 1_000_000;

/** One stream processor at work: see spec.md beside it. Its state survives a crash, and takes each record in once. */
export class Processor {
  readonly #world: World;
  readonly #spec: StreamSpec;
  readonly #telling: Telling;
  readonly #keeper: Keeper;
  readonly #steps: readonly RecordStep<Item>[];
  readonly #inputs = new Map<string, BoundedLateness>();
  readonly #combined = new CombinedWatermark([]);
  #watermarkUs = Number.NEGATIVE_INFINITY;

  constructor(world: World, spec: StreamSpec) {
    this.#world = world;
    this.#spec = spec;
    this.#telling = new Telling(world, spec);
    this.#keeper = createKeeper(spec, this.#telling, (scope) => this.#scope(scope));
    this.#steps = spec.steps.map((step) => this.#step(step));
  }

  /** What is to be published since the last call. */
  results(): readonly Result[] {
    return this.#telling.results();
  }

  /** Seq of the last entry that says something of its work. */
  get cause(): number {
    return this.#telling.cause;
  }

  /** When it has something to do without a record; null: nothing waits. */
  get dueUs(): number | null {
    const ownUs = this.#keeper.processingDueUs() ?? Number.POSITIVE_INFINITY;
    const { follows, behindUs } = this.#spec.watermark;
    const eventUs = follows === 'clock' ? this.#keeper.eventDueUs(this.#watermarkUs) : null;
    const dueUs = Math.min(ownUs, eventUs === null ? Number.POSITIVE_INFINITY : eventUs + behindUs);
    return dueUs === Number.POSITIVE_INFINITY ? null : Math.max(dueUs, this.#world.clock.nowUs);
  }

  /** Takes a record of an input in; `cause` is the seq that says it is at work. */
  take(message: Message, input: string, cause: number): void {
    this.#telling.cause = cause;
    const first: StreamRecord<Item> = {
      key: message.key ?? '',
      value: { data: message.data, message },
      eventTimeUs: this.#eventTimeUs(message),
    };
    this.#telling.taken(message, first.key, first.eventTimeUs);
    if (this.#spec.watermark.follows === 'clock') this.#followClock();
    for (const record of applySteps(first, this.#steps)) this.#keeper.take(record, this.#world.clock.nowUs);
    if (this.#spec.watermark.follows === 'events') this.#followEvents(input, first.eventTimeUs);
  }

  /** Time has passed; `cause` is the seq of what it goes on from. */
  advance(cause: number): void {
    this.#telling.cause = cause;
    if (this.#spec.watermark.follows === 'clock') this.#followClock();
    this.#keeper.advanceTime(this.#world.clock.nowUs);
  }

  #followClock(): void {
    this.#moveWatermark(this.#world.clock.nowUs - this.#spec.watermark.behindUs);
  }

  #followEvents(input: string, eventTimeUs: number): void {
    let lateness = this.#inputs.get(input);
    if (lateness === undefined) {
      this.#inputs.set(input, (lateness = new BoundedLateness(this.#spec.watermark.behindUs)));
      this.#combined.join(input);
    }
    this.#moveWatermark(this.#combined.advance(input, lateness.saw(eventTimeUs)));
  }

  #moveWatermark(watermarkUs: number): void {
    if (watermarkUs <= this.#watermarkUs) return;
    this.#watermarkUs = watermarkUs;
    if (this.#spec.keeps.kind === 'nothing') return;
    this.#telling.watermark(watermarkUs);
    this.#keeper.advanceWatermark(watermarkUs, this.#world.clock.nowUs);
  }

  #eventTimeUs(message: Message): number {
    const { time } = this.#spec;
    const { nowUs } = this.#world.clock;
    if (time === null) return nowUs;
    const seconds = time.evaluate(
      this.#recordScope({ key: message.key ?? '', value: { data: message.data, message }, eventTimeUs: nowUs }),
    );
    if (typeof seconds !== 'number' || !Number.isFinite(seconds))
      throw new ExpressionFault(`\`${time.source}\` should give the event's time in seconds, not ${aKind(seconds)}`);
    return Math.round(seconds * US_PER_SECOND);
  }

  #step(step: StreamSpec['steps'][number]): RecordStep<Item> {
    if (step.kind === 'filter')
      return { kind: 'filter', keep: (record) => step.condition.evaluate(this.#recordScope(record)) === true };
    const { value } = step;
    const evaluate = (record: StreamRecord<Item>): Data => value.evaluate(this.#recordScope(record));
    if (step.kind === 'keyBy') return { kind: 'keyBy', key: (record) => dataText(evaluate(record)) };
    if (step.kind === 'map')
      return { kind: 'map', to: (record) => ({ data: evaluate(record), message: record.value.message }) };
    return {
      kind: 'flatMap',
      to: (record) => {
        const list = evaluate(record);
        if (!Array.isArray(list))
          throw new ExpressionFault(`\`${value.source}\` should give a list, not ${aKind(list)}`);
        return list.map((data: Data) => ({ data, message: record.value.message }));
      },
    };
  }

  #recordScope({ key, value, eventTimeUs }: StreamRecord<Item>): { readonly [name: string]: unknown } {
    const { id, name, label, source, key: messageKey } = value.message;
    const meta = { id, name, key: messageKey, label, source };
    return this.#scope({ msg: value.data, meta, key, time: eventTimeUs / US_PER_SECOND });
  }

  #scope(names: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
    return { ...names, param: this.#world.parameters, [STEPS]: this.#world.steps };
  }
}
