import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Aggregate } from './aggregate.ts';
import { firePane } from './fire-pane.ts';
import { KeyedWindows } from './keyed-windows.ts';
import { windowsOf } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';
import type { TriggerContext } from './trigger-state.ts';
import type { WindowOutput } from './window-output.ts';
import type { WindowState } from './window-state.ts';
import type { WindowingStrategy } from './windowing-strategy.ts';

/**
 * Groups the elements of each key into windows of event time and emits panes of them, after Apache Beam's model.
 * A watermark of t promises that all elements with an event time before t have come. Times are told and never go back.
 */
export class WindowOperator<Value, Gathered, Result> {
  readonly #strategy: WindowingStrategy;
  readonly #aggregate: Aggregate<Value, Gathered, Result>;
  readonly #emit: (output: WindowOutput<Value, Result>, nowUs: TimeUs) => void;
  readonly #keys: KeyedWindows<Gathered, Result>;
  #watermarkUs: TimeUs = -Infinity;
  #nowUs: TimeUs = -Infinity;
  /** No trigger waits for an earlier processing time; one may have fired since for another reason. */
  #dueUs: TimeUs = Infinity;
  /** No window ends or expires at an earlier event time. */
  #nextEndUs: TimeUs = Infinity;

  constructor(
    strategy: WindowingStrategy,
    aggregate: Aggregate<Value, Gathered, Result>,
    emit: (output: WindowOutput<Value, Result>, nowUs: TimeUs) => void,
  ) {
    this.#strategy = strategy;
    this.#aggregate = aggregate;
    this.#emit = emit;
    this.#keys = new KeyedWindows(strategy, aggregate);
  }

  get watermarkUs(): TimeUs {
    return this.#watermarkUs;
  }

  /** When `advanceTime` has something to do, at the earliest; null when nothing waits for processing time. */
  get dueUs(): TimeUs | null {
    return this.#dueUs === Infinity ? null : this.#dueUs;
  }

  /** The windows that hold state, by key in the order of its first element, each key's earliest first. */
  openWindows(): { readonly key: string; readonly window: TimeWindow }[] {
    return this.#keys.active().map(({ key, state }) => ({ key, window: state.window }));
  }

  /** Takes an element in; false when no window took it. */
  add(key: string, value: Value, eventTimeUs: TimeUs, nowUs: TimeUs): boolean {
    this.advanceTime(nowUs);
    const dropped = { kind: 'dropped', key, value, eventTimeUs } as const;
    const windows = windowsOf(this.#strategy.window, eventTimeUs);
    if (windows.length === 0) this.#emit({ ...dropped, window: null, why: 'uncovered' }, nowUs);
    let taken = false;
    for (const own of windows) {
      const joined = this.#keys.joined(key, own);
      const judged = this.#strategy.latenessOf === 'own-window' ? own : joined;
      const why = this.#hasExpired(judged) ? 'late' : this.#keys.isClosed(key, joined) ? 'closed' : null;
      if (why === null) {
        this.#addTo(key, joined, value);
        taken = true;
      } else this.#emit({ ...dropped, window: joined, why }, nowUs);
    }
    return taken;
  }

  /** Moves the watermark on; one that is behind the current one changes nothing. */
  advanceWatermark(watermarkUs: TimeUs, nowUs: TimeUs): void {
    this.advanceTime(nowUs);
    if (!(watermarkUs > this.#watermarkUs)) return;
    this.#watermarkUs = watermarkUs;
    if (watermarkUs < this.#nextEndUs) return;
    const due = this.#keys.active().filter(({ state }) => watermarkUs >= this.#nextOf(state));
    // A sort keeps the order of equals: by key, in the order of their first elements.
    due.sort((a, b) => a.state.window.endUs - b.state.window.endUs || 0);
    for (const { key, state } of due) this.#endWindow(key, state);
    this.#keys.forgetClosed((window) => this.#hasExpired(window));
    this.#nextEndUs = this.#keys
      .active()
      .reduce((least, { state }) => Math.min(least, this.#nextOf(state)), this.#keys.nextForgottenUs());
  }

  /** Lets the triggers that wait for processing time fire, each at its own time, until now. */
  advanceTime(nowUs: TimeUs): void {
    invariant(
      nowUs >= this.#nowUs,
      () => `processing time stands at ${this.#nowUs} us and can't go back to ${nowUs} us`,
    );
    while (this.#dueUs <= nowUs) {
      const beforeUs = this.#nowUs;
      this.#nowUs = this.#dueUs;
      for (const { key, state } of this.#keys.active()) {
        if (state.trigger.dueUs(beforeUs) <= this.#nowUs) this.#fireIfReady(key, state, false);
      }
      this.#dueUs = this.#keys
        .active()
        .reduce((least, { state }) => Math.min(least, state.trigger.dueUs(this.#nowUs)), Infinity);
    }
    this.#nowUs = nowUs;
  }

  #addTo(key: string, joined: TimeWindow, value: Value): void {
    const { state, merged } = this.#keys.open(key, joined, this.#context(joined));
    if (merged.length > 0) this.#emit({ kind: 'merged', key, from: merged, window: joined }, this.#nowUs);
    state.gathered = this.#aggregate.add(state.gathered, value);
    state.pending++;
    if (this.#watermarkUs < joined.endUs) state.pendingOnTime = true;
    state.trigger.onElement(this.#context(joined));
    this.#fireIfReady(key, state, false);
    this.#nextEndUs = Math.min(this.#nextEndUs, this.#nextOf(state));
    if (!state.trigger.finished) this.#dueUs = Math.min(this.#dueUs, state.trigger.dueUs(this.#nowUs));
  }

  #endWindow(key: string, state: WindowState<Gathered, Result>): void {
    const atEnd = !state.endSeen;
    state.endSeen = true;
    const expires = this.#hasExpired(state.window);
    if (!expires) return this.#fireIfReady(key, state, atEnd);
    const leftOver = this.#strategy.closingPane && state.pending > 0;
    if (leftOver || state.trigger.shouldFire(this.#context(state.window))) this.#fire(key, state, atEnd, true);
    this.#keys.remove(key, state);
    this.#emit({ kind: 'expired', key, window: state.window }, this.#nowUs);
  }

  #fireIfReady(key: string, state: WindowState<Gathered, Result>, atEnd: boolean): void {
    const context = this.#context(state.window);
    if (!state.trigger.shouldFire(context)) return;
    state.trigger.onFire(context);
    this.#fire(key, state, atEnd, state.trigger.finished);
    if (state.trigger.finished) this.#keys.close(key, state);
  }

  #fire(key: string, state: WindowState<Gathered, Result>, atEnd: boolean, isLast: boolean): void {
    const outputs = firePane(key, state, this.#strategy, this.#aggregate, {
      watermarkUs: this.#watermarkUs,
      atEnd,
      isLast,
    });
    for (const output of outputs) this.#emit(output, this.#nowUs);
  }

  #hasExpired(window: TimeWindow): boolean {
    return this.#watermarkUs >= window.endUs + this.#strategy.allowedLatenessUs;
  }

  #nextOf({ endSeen, window }: WindowState<Gathered, Result>): TimeUs {
    return endSeen ? window.endUs + this.#strategy.allowedLatenessUs : window.endUs;
  }

  #context(window: TimeWindow): TriggerContext {
    const merging = this.#strategy.window.kind === 'session';
    return { window, watermarkUs: this.#watermarkUs, nowUs: this.#nowUs, merging };
  }
}
