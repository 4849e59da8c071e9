import { useEffect } from 'react';
import type { Workbench } from '../../session/workbench.ts';
import { remember } from '../storage.ts';

/** Remembers which scenario was open last, for the gallery. */
export function useVisited(workbench: Workbench): void {
  useEffect(() => {
    const { slug } = workbench.store.getState();
    if (slug !== null) remember('last', slug);
  }, [workbench]);
}
