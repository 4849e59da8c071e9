import type { Workbench } from './workbench.ts';

const PLAYING_PAUSE_MS = 500;
const RESTING_PAUSE_MS = 100;
/** Browsers refuse too many changes of the address; then it waits longer. */
const REFUSED_PAUSE_MS = 2_000;

/** What it needs of a browser's window. */
export interface AddressWindow {
  readonly history: { readonly state: unknown; replaceState(state: unknown, unused: string, url: string): void };
  readonly performance: { now(): number };
  setTimeout(action: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

/**
 * Keeps the address at the moment that the workbench shows: at most twice a second while time runs, at once when it
 * rests. Returns how to stop.
 */
export function keepAddress(workbench: Workbench, browser: AddressWindow): () => void {
  let written: string | null = null;
  let writtenMs = -Infinity;
  let timer: number | null = null;

  const write = (): void => {
    timer = null;
    const link = workbench.link();
    if (link === written) return;
    writtenMs = browser.performance.now();
    try {
      browser.history.replaceState(browser.history.state, '', link);
      written = link;
    } catch {
      timer = browser.setTimeout(write, REFUSED_PAUSE_MS);
    }
  };
  const changed = (): void => {
    const pauseMs = workbench.store.getState().playing ? PLAYING_PAUSE_MS : RESTING_PAUSE_MS;
    const waitMs = writtenMs + pauseMs - browser.performance.now();
    if (timer !== null) browser.clearTimeout(timer);
    timer = null;
    if (waitMs <= 0) write();
    else timer = browser.setTimeout(write, waitMs);
  };

  const unsubscribe = workbench.store.subscribe(changed);
  changed();
  return () => {
    unsubscribe();
    if (timer !== null) browser.clearTimeout(timer);
  };
}
