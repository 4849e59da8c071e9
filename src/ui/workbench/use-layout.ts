import { useSyncExternalStore } from 'react';

/**
 * How the workbench is laid out. `desk`: story, stage and inspector side by side. `sheet`: the inspector lies over the
 * stage. `strip`: the story too is a strip above the stage. `phone`: everything below each other.
 */
export type Layout = 'desk' | 'sheet' | 'strip' | 'phone';

/** The layout for a page of this width in CSS pixels. */
export function layoutFor(width: number): Layout {
  if (width >= 1280) return 'desk';
  if (width >= 1024) return 'sheet';
  return width >= 720 ? 'strip' : 'phone';
}

/** The layout of the page as it is now. */
export function useLayout(): Layout {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => layoutFor(window.innerWidth),
    () => 'desk',
  );
}
