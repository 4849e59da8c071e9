import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Opened } from '../session/open-link.ts';

export interface Place {
  /** What the address opened. */
  readonly page: Opened;
  /** Counts the navigations: 0 is the page that was loaded. */
  readonly count: number;
}

/**
 * Where the page is. It follows the address only when somebody navigates: the workbench writes its moment into the
 * address all the time, and that must not open it anew.
 */
export function startNavigation(open: (hash: string) => Opened): StoreApi<Place> {
  const store = createStore<Place>(() => ({ page: open(window.location.hash), count: 0 }));
  window.addEventListener('hashchange', () => {
    const { page, count } = store.getState();
    store.setState({ page: open(window.location.hash), count: count + 1 });
    if (page.kind === 'workbench') page.workbench.dispose();
  });
  return store;
}
