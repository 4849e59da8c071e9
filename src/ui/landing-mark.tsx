import { useEffect, useState } from 'react';
import { Mark } from './drawing/mark.tsx';
import { useReducedMotion } from './stage/reduced-motion.ts';

const LANDING_MS = 600;

/** It lands once per visit: whoever comes back has seen it. */
let landedBefore = false;

/** The mark whose event lands on the first load, so that ≠ becomes =. With less motion it stays ≠. */
export function LandingMark({ size }: { readonly size: number }) {
  const still = useReducedMotion();
  const [landed, setLanded] = useState(0);
  useEffect(() => {
    if (still || landedBefore) return;
    landedBefore = true;
    const startMs = performance.now();
    let request = requestAnimationFrame(function tick(nowMs) {
      const share = Math.min(1, Math.max(0, nowMs - startMs) / LANDING_MS);
      setLanded(share);
      if (share < 1) request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [still]);
  return <Mark size={size} paper="paper-stage" landed={landed} />;
}
