import type { TimeUs } from '../../kernel/time.ts';
import type { Aggregate } from './aggregate.ts';
import { createTrigger } from './create-trigger.ts';
import { belongTogether, sameWindow, span } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';
import type { TriggerContext } from './trigger-state.ts';
import { freshState } from './window-state.ts';
import type { WindowState } from './window-state.ts';
import type { WindowingStrategy } from './windowing-strategy.ts';

interface WindowsOfKey<Gathered, Result> {
  /** Those that take elements, earliest first. */
  active: WindowState<Gathered, Result>[];
  /** Those whose trigger has finished, until they expire. */
  closed: TimeWindow[];
}

/** The windows of every key, and how sessions become one. */
export class KeyedWindows<Gathered, Result> {
  readonly #strategy: WindowingStrategy;
  readonly #aggregate: Aggregate<never, Gathered, Result>;
  readonly #byKey = new Map<string, WindowsOfKey<Gathered, Result>>();

  constructor(strategy: WindowingStrategy, aggregate: Aggregate<never, Gathered, Result>) {
    this.#strategy = strategy;
    this.#aggregate = aggregate;
  }

  /** The window that an element ends up in: its own, or for a session one with all that it belongs together with. */
  joined(key: string, own: TimeWindow): TimeWindow {
    return this.#partners(key, own).reduce((joined, { window }) => span(joined, window), own);
  }

  isClosed(key: string, window: TimeWindow): boolean {
    return this.#byKey.get(key)?.closed.some((closed) => sameWindow(closed, window)) ?? false;
  }

  /** The state of a joined window, made of those that it covers; `merged` names these unless it is one of them. */
  open(key: string, joined: TimeWindow, context: TriggerContext): OpenedWindow<Gathered, Result> {
    const known = this.#byKey.get(key)?.active.find(({ window }) => sameWindow(window, joined));
    if (known !== undefined) return { state: known, merged: [] };
    const windows = this.#windowsOf(key);
    const parts = this.#partners(key, joined);
    const trigger = createTrigger(this.#strategy.trigger);
    const state = freshState<Gathered, Result>(joined, trigger, this.#aggregate.empty(), context.watermarkUs);
    if (parts.length > 0) this.#merge(state, parts, context);
    windows.active = [...windows.active.filter((other) => !parts.includes(other)), state];
    windows.active.sort((a, b) => a.window.startUs - b.window.startUs);
    return { state, merged: parts.map(({ window }) => window) };
  }

  remove(key: string, state: WindowState<Gathered, Result>): void {
    const windows = this.#windowsOf(key);
    windows.active = windows.active.filter((other) => other !== state);
    this.#tidy(key, windows);
  }

  /** A window's trigger has finished: it takes nothing more. */
  close(key: string, state: WindowState<Gathered, Result>): void {
    const windows = this.#windowsOf(key);
    windows.active = windows.active.filter((other) => other !== state);
    windows.closed.push(state.window);
  }

  forgetClosed(isOver: (window: TimeWindow) => boolean): void {
    for (const [key, windows] of this.#byKey) {
      if (windows.closed.length === 0) continue;
      windows.closed = windows.closed.filter((window) => !isOver(window));
      this.#tidy(key, windows);
    }
  }

  /** When the first closed window may be forgotten. */
  nextForgottenUs(): TimeUs {
    let least = Infinity;
    for (const { closed } of this.#byKey.values()) {
      for (const { endUs } of closed) least = Math.min(least, endUs + this.#strategy.allowedLatenessUs);
    }
    return least;
  }

  active(): { readonly key: string; readonly state: WindowState<Gathered, Result> }[] {
    return [...this.#byKey].flatMap(([key, { active }]) => active.map((state) => ({ key, state })));
  }

  #merge(into: WindowState<Gathered, Result>, parts: WindowState<Gathered, Result>[], context: TriggerContext): void {
    for (const part of parts) {
      into.gathered = this.#aggregate.merge(into.gathered, part.gathered);
      into.pending += part.pending;
      into.emitted.push(...part.emitted);
    }
    into.pendingOnTime = into.pending > 0 && !into.endSeen;
    into.trigger.merge(
      parts.map(({ trigger }) => trigger),
      context,
    );
  }

  #partners(key: string, own: TimeWindow): WindowState<Gathered, Result>[] {
    const { window } = this.#strategy;
    if (window.kind !== 'session') return [];
    const active = this.#byKey.get(key)?.active ?? [];
    return active.filter((state) => belongTogether(state.window, own, window.mergeTouching));
  }

  #windowsOf(key: string): WindowsOfKey<Gathered, Result> {
    let windows = this.#byKey.get(key);
    if (windows === undefined) this.#byKey.set(key, (windows = { active: [], closed: [] }));
    return windows;
  }

  #tidy(key: string, { active, closed }: WindowsOfKey<Gathered, Result>): void {
    if (active.length + closed.length === 0) this.#byKey.delete(key);
  }
}

interface OpenedWindow<Gathered, Result> {
  readonly state: WindowState<Gathered, Result>;
  readonly merged: readonly TimeWindow[];
}
