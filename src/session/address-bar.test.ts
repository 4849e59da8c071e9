import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { keepAddress, type AddressWindow } from './address-bar.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

/** A browser whose time the test moves. */
function fakeBrowser(): AddressWindow & {
  readonly urls: string[];
  pass(ms: number): void;
  refuse(yes: boolean): void;
} {
  let nowMs = 0;
  let refuses = false;
  let nextTimer = 1;
  const timers = new Map<number, { atMs: number; action: () => void }>();
  const urls: string[] = [];
  return {
    urls,
    history: {
      state: { kept: true },
      replaceState: (state, _, url) => {
        expect(state).toEqual({ kept: true });
        if (refuses) throw new Error('SecurityError');
        urls.push(url);
      },
    },
    performance: { now: () => nowMs },
    setTimeout: (action, ms) => {
      timers.set(nextTimer, { atMs: nowMs + ms, action });
      return nextTimer++;
    },
    clearTimeout: (timer) => void timers.delete(timer),
    refuse: (yes) => void (refuses = yes),
    pass(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const due = [...timers].filter(([, { atMs }]) => atMs <= endMs).sort((a, b) => a[1].atMs - b[1].atMs)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        nowMs = due[1].atMs;
        due[1].action();
      }
      nowMs = endMs;
    },
  };
}

function fakeWorkbench(): { readonly workbench: Workbench; show(tUs: number, playing: boolean): void } {
  const store = createStore(() => ({ tUs: 0, playing: false }) as WorkbenchState);
  return {
    workbench: { store, link: () => `#/s/x?t=${store.getState().tUs}` } as Workbench,
    show: (tUs, playing) => store.setState({ tUs, playing }),
  };
}

describe('the address', () => {
  test('[SESSION-35] changes at most twice a second while time runs', () => {
    const browser = fakeBrowser();
    const { workbench, show } = fakeWorkbench();
    keepAddress(workbench, browser);
    for (let frame = 1; frame <= 600; frame += 1) {
      browser.pass(1_000 / 60);
      show(frame, true);
    }
    expect(browser.urls.length).toBeGreaterThanOrEqual(19);
    expect(browser.urls.length).toBeLessThanOrEqual(21);
  });

  test('[SESSION-35] is exact as soon as time rests', () => {
    const browser = fakeBrowser();
    const { workbench, show } = fakeWorkbench();
    keepAddress(workbench, browser);
    browser.pass(600);
    show(1, true);
    browser.pass(20);
    show(2, true);
    show(3, false);
    browser.pass(100);
    expect(browser.urls).toEqual(['#/s/x?t=0', '#/s/x?t=1', '#/s/x?t=3']);
    browser.pass(1_000);
    show(4, false);
    expect(browser.urls.at(-1)).toBe('#/s/x?t=4');
  });

  test('[SESSION-35] is written later when the browser refuses', () => {
    const browser = fakeBrowser();
    const { workbench, show } = fakeWorkbench();
    keepAddress(workbench, browser);
    browser.pass(1_000);
    browser.refuse(true);
    show(7, false);
    browser.pass(1_000);
    browser.refuse(false);
    browser.pass(3_000);
    expect(browser.urls).toEqual(['#/s/x?t=0', '#/s/x?t=7']);
  });

  test('is left alone after stopping', () => {
    const browser = fakeBrowser();
    const { workbench, show } = fakeWorkbench();
    const stop = keepAddress(workbench, browser);
    show(1, false);
    stop();
    show(2, false);
    browser.pass(1_000);
    expect(browser.urls).toEqual(['#/s/x?t=0']);
  });
});
