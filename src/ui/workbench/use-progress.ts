import { useEffect } from 'react';
import type { Workbench } from '../../session/workbench.ts';
import { noteProgress } from '../progress.ts';

/** Remembers how far the story was read, for the gallery. */
export function useProgress(workbench: Workbench): void {
  useEffect(() => {
    const note = ({ slug, guide, scenario } = workbench.store.getState()): void => {
      if (slug !== null) noteProgress(slug, { step: guide.step, of: scenario.steps.length });
    };
    note();
    return workbench.store.subscribe((state, before) => {
      if (state.guide.step !== before.guide.step) note(state);
    });
  }, [workbench]);
}
