import { memo } from 'react';
import { paint } from './paint.ts';
import { Text } from './text.tsx';

export interface CallOrderProps {
  readonly x: number;
  readonly y: number;
  readonly n: number;
  /** The call has failed: the ring goes red with its link. */
  readonly failed?: boolean;
  readonly size?: number;
}

/** A number in a circle on a link: the order of the calls. */
export const CallOrder = memo(function CallOrder({ x, y, n, failed = false, size = 22 }: CallOrderProps) {
  return (
    <g transform={`translate(${x},${y})`}>
      <circle
        r={size / 2}
        fill={paint('paper-stage')}
        stroke={paint(failed ? 'fault-line' : 'ink-1')}
        strokeWidth={size / 12}
      />
      <Text
        x={0}
        y={size * 0.225}
        size={size * 0.64}
        weight={700}
        face="mono"
        anchor="middle"
        colour={failed ? 'fault-text' : 'ink-1'}
      >
        {n}
      </Text>
    </g>
  );
});
