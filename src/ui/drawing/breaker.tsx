import { memo } from 'react';
import { paint } from './paint.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerProps {
  /** Left end of the line, at its height. */
  readonly x: number;
  readonly y: number;
  readonly state: BreakerState;
  /** 1 draws it 84 px wide. */
  readonly k?: number;
}

/** The width of a breaker at scale 1. */
export const BREAKER_WIDTH = 84;

const LEVER: Record<BreakerState, string> = {
  closed: 'M29,0L55,0',
  'half-open': 'M29,-1.5L55,-11',
  open: 'M28,-4L50,-24',
};

/** A circuit breaker: a switch in the line. */
export const Breaker = memo(function Breaker({ x, y, state, k = 1 }: BreakerProps) {
  const ink = paint(state === 'open' ? 'fault-line' : 'ink-1');
  return (
    <g
      transform={`translate(${x},${y}) scale(${k})`}
      fill="none"
      stroke={ink}
      strokeLinecap="round"
      data-breaker={state}
    >
      <path d="M0,0H22M62,0H84" strokeWidth={3} />
      <circle cx={24} cy={0} r={5} fill={paint('paper-raised')} strokeWidth={2.5} />
      <circle cx={60} cy={0} r={5} fill={paint('paper-raised')} strokeWidth={2.5} />
      <path d={LEVER[state]} strokeWidth={3.4} />
      {state === 'half-open' && <path d="M57,-9v3" strokeWidth={2.4} />}
    </g>
  );
});
