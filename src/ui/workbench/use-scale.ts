import { useSyncExternalStore } from 'react';

const USUAL_PX = 16;

/** How much larger than usual text is on this page: large screens and readers who want larger text. Drawings follow. */
export function useScale(): number {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX || 1,
    () => 1,
  );
}
