import { memo } from 'react';
import type { Span } from '../../projections/space-time.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { laneY, type Plot } from './plot.ts';

export interface SpanBarProps {
  readonly span: Span;
  readonly plot: Plot;
  readonly originUs: number;
  readonly knownUs: number;
}

/** Open calls of one lane lie in so many rows. */
const ROWS = 4;

/** Time that a task took: a solid bar is work, a thin one is waiting for an answer, red and broken where none came. */
export const SpanBar = memo(function SpanBar({ span, plot, originUs, knownUs }: SpanBarProps) {
  const y = laneY(plot, span.component);
  if (y === undefined) return null;
  const { axis, laneHeight } = plot;
  const x = (span.startUs - originUs) * axis.pxPerUs;
  const width = Math.max(2, ((span.endUs ?? knownUs) - span.startUs) * axis.pxPerUs);
  if (span.kind === 'work') {
    const height = Math.min(9, laneHeight * 0.3);
    return (
      <rect
        x={tenth(x)}
        y={tenth(y - height / 2)}
        width={tenth(width)}
        height={tenth(height)}
        fill={paint('ink-1')}
        data-span="work"
      />
    );
  }
  const pitch = Math.min(4.4, laneHeight * 0.14);
  // Over a client's lane stand the numbers of its requests.
  const row =
    span.kind === 'request' ? y + ((span.task % 2) + 0.7) * pitch : y + ((span.task % ROWS) - (ROWS - 1) / 2) * pitch;
  const ends = tenth(x + width);
  return (
    <g data-span={span.kind}>
      <path
        d={`M${tenth(x)},${tenth(row)}H${ends}`}
        stroke={paint(span.timedOut ? 'fault-line' : 'ink-1')}
        strokeWidth={Math.min(3, laneHeight * 0.1)}
        strokeDasharray={span.timedOut ? '9 2' : undefined}
      />
    </g>
  );
});
