import { useEffect } from 'react';
import type { Workbench } from '../../session/workbench.ts';

/** Browsers refuse more than some 100 changes of the address in 10 s; while the run plays it changes each frame. */
const PAUSE_MS = 250;

/** Keeps the address bar at this moment, without adding to the history. */
export function useAddress(workbench: Workbench): void {
  useEffect(() => {
    let timer: number | undefined;
    const write = (): void => {
      timer = undefined;
      const link = workbench.link();
      if (link !== window.location.hash) window.history.replaceState(window.history.state, '', link);
    };
    const unsubscribe = workbench.store.subscribe(() => {
      timer ??= window.setTimeout(write, PAUSE_MS);
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [workbench]);
}
