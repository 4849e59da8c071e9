import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Workbench } from '../session/workbench.ts';

/** Tells a playing workbench once per animation frame how much wall time has passed. */
export function useFrame(workbench: Workbench): void {
  const playing = useStore(workbench.store, (state) => state.playing);
  useEffect(() => {
    if (!playing) return;
    let lastMs = performance.now();
    let request = requestAnimationFrame(function tick(nowMs) {
      // A frame's own stamp may lie before the effect that asked for it.
      workbench.frame(Math.max(0, nowMs - lastMs));
      lastMs = Math.max(lastMs, nowMs);
      request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [workbench, playing]);
}
