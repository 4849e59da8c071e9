import { memo } from 'react';
import { paint } from './paint.ts';

export type FitnessState = 'holds' | 'broken' | 'unmeasured';

/** Whether a fitness function holds: a tick, an × or a dash in a square of `size` px whose top left is (x, y). */
export const FitnessMark = memo(function FitnessMark({
  x,
  y,
  state,
  size = 28,
}: {
  readonly x: number;
  readonly y: number;
  readonly state: FitnessState;
  readonly size?: number;
}) {
  const [fill, line, mark] = {
    holds: ['ink-1', 'ink-1', 'ink-inverse'],
    broken: ['fault-fill', 'fault-line', 'on-fault'],
    unmeasured: ['paper-raised', 'ink-1', 'ink-1'],
  }[state].map((colour) => paint(colour as 'ink-1'));
  const d = { holds: 'M7,14.5l5,5l9.5,-11', broken: 'M8,8l12,12m0,-12l-12,12', unmeasured: 'M8,14h12' }[state];
  return (
    <g
      transform={`translate(${x},${y}) scale(${size / 28})`}
      strokeLinecap="round"
      strokeLinejoin="round"
      data-fitness={state}
    >
      <rect width={28} height={28} fill={fill} stroke={line} strokeWidth={2} />
      <path d={d} fill="none" stroke={mark} strokeWidth={3} />
    </g>
  );
});
