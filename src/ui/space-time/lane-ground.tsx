import { memo } from 'react';
import type { Outage } from '../../projections/space-time.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';
import type { Lane } from './lanes.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

export interface LaneGroundProps {
  readonly lane: Lane;
  readonly outages: readonly Outage[];
  readonly axis: TimeAxis;
  readonly y: number;
  readonly laneHeight: number;
  /** The furthest instant that was played. */
  readonly playedUs: number;
  readonly words: boolean;
  /** Scale of strokes and marks. */
  readonly k: number;
}

/** Room for the word "down" on a broken line. */
const WORD_ROOM = 64;

/** A lane: its line, broken and red while its component is down, dotted where nothing was played yet. */
export const LaneGround = memo(function LaneGround({
  lane,
  outages,
  axis,
  y,
  laneHeight,
  playedUs,
  words,
  k,
}: LaneGroundProps) {
  const known = Math.min(axis.width, Math.max(0, xOf(axis, playedUs)));
  const downs = outages
    .filter(({ component }) => lane.members.includes(component))
    .map(({ crashedUs, restartedUs }) => ({
      crashedUs,
      restartedUs,
      from: Math.max(0, xOf(axis, crashedUs)),
      to: Math.min(known, restartedUs === null ? known : xOf(axis, restartedUs)),
    }))
    .filter(({ from, to }) => to > from);
  let at = 0;
  let up = '';
  for (const { from, to } of downs) {
    if (from > at) up += `M${tenth(at)},${y}H${tenth(from)}`;
    at = Math.max(at, to);
  }
  if (known > at) up += `M${tenth(at)},${y}H${tenth(known)}`;
  return (
    <g data-lane={lane.id}>
      {downs.map(({ from, to, crashedUs }) => (
        <rect
          key={crashedUs}
          x={tenth(from)}
          y={y - laneHeight / 2 + 3}
          width={tenth(to - from)}
          height={laneHeight - 6}
          fill={paint('fault-wash')}
          data-outage=""
        />
      ))}
      <path d={up} stroke={paint('ink-1')} strokeWidth={1.2 * k} opacity={0.55} />
      {known < axis.width && (
        <path
          d={`M${tenth(known)},${y}H${axis.width}`}
          stroke={paint('rule-strong')}
          strokeWidth={1}
          strokeDasharray="2 5"
        />
      )}
      {downs.map(({ from, to, crashedUs }) => (
        <g key={crashedUs}>
          <path
            d={`M${tenth(from)},${y}H${tenth(to)}`}
            stroke={paint('fault-line')}
            strokeWidth={1.8 * k}
            strokeDasharray={`${6 * k} ${5 * k}`}
          />
          {words && to - from > WORD_ROOM && (
            <Text
              x={(from + to) / 2}
              y={y + 4.6}
              size={14}
              weight={700}
              anchor="middle"
              colour="fault-text"
              halo="fault-wash"
              haloWidth={8}
            >
              down
            </Text>
          )}
        </g>
      ))}
    </g>
  );
});

/** × where a component crashed, ○ where it is up again: over everything else on the lane. */
export function LifeMarks({
  outages,
  axis,
  y,
  playedUs,
  k,
}: {
  readonly outages: readonly Outage[];
  readonly axis: TimeAxis;
  readonly y: (component: string) => number | undefined;
  readonly playedUs: number;
  readonly k: number;
}) {
  return outages.map(({ component, crashedUs, restartedUs }) => {
    const lane = y(component);
    if (lane === undefined) return null;
    return (
      <g key={`${component} ${crashedUs}`}>
        {crashedUs <= playedUs && crashedUs >= axis.fromUs && (
          <g
            transform={`translate(${tenth(xOf(axis, crashedUs))},${lane}) scale(${k})`}
            fill="none"
            strokeLinecap="round"
            data-mark="crash"
          >
            <path d="M-7,-7L7,7M7,-7L-7,7" stroke={paint('paper-stage')} strokeWidth={7} />
            <path d="M-7,-7L7,7M7,-7L-7,7" stroke={paint('fault-line')} strokeWidth={3.4} />
          </g>
        )}
        {restartedUs !== null && restartedUs <= playedUs && restartedUs >= axis.fromUs && restartedUs <= axis.toUs && (
          <circle
            cx={tenth(xOf(axis, restartedUs))}
            cy={lane}
            r={6 * k}
            fill={paint('paper-stage')}
            stroke={paint('ink-1')}
            strokeWidth={2.6 * k}
            data-mark="restart"
          />
        )}
      </g>
    );
  });
}
