import { useEffect, useState } from 'react';
import type { Workbench } from '../../session/workbench.ts';

/**
 * Whether the inspector's sheet is open. A selection opens it, except the one that a step brings along: that would
 * cover what the step points at.
 */
export function useSheet(workbench: Workbench): [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(
    () =>
      workbench.store.subscribe((state, before) => {
        const brought = state.guide.step !== before.guide.step || state.scenario !== before.scenario;
        if (state.selected === before.selected || brought) return;
        setOpen(state.selected !== null);
      }),
    [workbench],
  );
  return [open, setOpen];
}
