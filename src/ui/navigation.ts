import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Page } from './page.ts';

export interface Place {
  /** What the address opened. */
  readonly page: Page;
  /** Counts the navigations: 0 is the page that was loaded. */
  readonly count: number;
}

/**
 * Where the page is. It follows the address only when somebody navigates: the workbench writes its moment into the
 * address all the time, and that must not open it anew. Until a page is there, `opening` is shown.
 */
export function startNavigation(open: (hash: string) => Page | Promise<Page>, opening: Page): StoreApi<Place> {
  const store = createStore<Place>(() => ({ page: opening, count: 0 }));
  const go = (count: number): void => {
    const opened = open(window.location.hash);
    store.setState({ page: opened instanceof Promise ? opening : opened, count });
    if (opened instanceof Promise) void arrive(opened, count);
  };
  const arrive = async (opened: Promise<Page>, count: number): Promise<void> => {
    const page = await opened;
    // Whoever went on in the meantime is not taken back.
    if (store.getState().count === count) store.setState({ page });
    else page.dispose?.();
  };
  go(0);
  window.addEventListener('hashchange', () => {
    const { page, count } = store.getState();
    go(count + 1);
    page.dispose?.();
  });
  return store;
}
