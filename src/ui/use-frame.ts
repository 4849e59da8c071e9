import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Workbench } from '../session/workbench.ts';
import { useReducedMotion } from './stage/reduced-motion.ts';

const EVENT_MS = 1_000;

/** Tells a playing workbench once per animation frame how much wall time has passed. With less motion it steps instead. */
export function useFrame(workbench: Workbench): void {
  const playing = useStore(workbench.store, (state) => state.playing);
  const steps = useReducedMotion();
  useEffect(() => {
    if (!playing) return;
    return steps ? stepByStep(workbench) : frameByFrame(workbench);
  }, [workbench, playing, steps]);
}

function frameByFrame(workbench: Workbench): () => void {
  let lastMs = performance.now();
  let request = requestAnimationFrame(function tick(nowMs) {
    // A frame's own stamp may lie before the call that asked for it.
    workbench.frame(Math.max(0, nowMs - lastMs));
    lastMs = Math.max(lastMs, nowMs);
    request = requestAnimationFrame(tick);
  });
  return () => cancelAnimationFrame(request);
}

/** One event a second: nothing flies, and every one can be read. */
function stepByStep(workbench: Workbench): () => void {
  const timer = window.setInterval(() => {
    const before = workbench.store.getState();
    workbench.stepForward();
    const after = workbench.store.getState();
    // A step pauses; the run plays on unless it has come to what it was played for, or to its end.
    if (after.guide === before.guide && after.tUs > before.tUs) workbench.play();
  }, EVENT_MS);
  return () => window.clearInterval(timer);
}
