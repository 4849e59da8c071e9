import { memo } from 'react';
import type { Arrow } from '../../projections/space-time.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { SpaceTimeHead } from '../drawing/space-time-head.tsx';
import { TOKEN_LINE } from '../drawing/token-kind.ts';
import { arrowShare, isStrong, laneY, type Plot } from './plot.ts';
import { tokenKindOf } from '../stage/token-kind-of.ts';

export interface ArrowLineProps {
  readonly arrow: Arrow;
  readonly plot: Plot;
  /** The instant that x = 0 stands for. */
  readonly originUs: number;
  /** What is known: nothing later is drawn. */
  readonly knownUs: number;
}

/** A hop from lane to lane: its head is its message's silhouette, an answer is dashed, a lost one is red and ends in ×. */
export const ArrowLine = memo(function ArrowLine({ arrow, plot, originUs, knownUs }: ArrowLineProps) {
  const [y1, y2] = [laneY(plot, arrow.from), laneY(plot, arrow.to)];
  if (y1 === undefined || y2 === undefined) return null;
  const { axis, head } = plot;
  const kind = tokenKindOf(arrow);
  const open = arrow.endUs === null;
  const lost = arrow.lost !== null;
  const strong = isStrong(plot, arrow);
  const share = arrowShare(arrow, arrow.endUs ?? knownUs);
  const x1 = (arrow.sentUs - originUs) * axis.pxPerUs;
  const dx = (arrow.endUs !== null && !lost ? arrow.endUs - arrow.sentUs : arrow.dueUs - arrow.sentUs) * axis.pxPerUs;
  const [ex, ey] = [x1 + dx * share, y1 + (y2 - y1) * share];
  const angle = Math.atan2(y2 - y1, dx);
  const back = open || lost ? 0 : head - 1;
  const colour = lost ? 'fault-line' : TOKEN_LINE[kind];
  const dash = lost ? '4 3' : kind === 'reply' ? '5 3' : undefined;
  const weight = head / 5.5;
  return (
    <g opacity={strong ? undefined : 0.75} data-arrow={arrow.hop}>
      <path
        d={`M${tenth(x1)},${tenth(y1)}L${tenth(ex - Math.cos(angle) * back)},${tenth(ey - Math.sin(angle) * back)}`}
        stroke={paint(colour)}
        strokeWidth={(strong ? 2 : 1.3) * weight}
        strokeDasharray={dash}
      />
      {lost && !open && (
        <path
          d="M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5"
          transform={`translate(${tenth(ex)},${tenth(ey)}) scale(${tenth(weight)})`}
          stroke={paint('fault-line')}
          strokeWidth={2.6}
          strokeLinecap="round"
          data-lost={arrow.lost}
        />
      )}
      {!lost && !open && <SpaceTimeHead kind={kind} x={ex} y={ey} angle={angle} colour={colour} size={head} />}
    </g>
  );
});
