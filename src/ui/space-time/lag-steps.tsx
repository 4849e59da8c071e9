import type { LagStep } from '../../projections/space-time.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';
import { wholeText } from '../number-text.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

export interface LagStepsProps {
  readonly steps: readonly LagStep[];
  readonly axis: TimeAxis;
  /** Middle of the broker's lane. */
  readonly y: number;
  readonly laneHeight: number;
  readonly knownUs: number;
  readonly numbers: boolean;
}

/** A step this wide carries its number, from a lag of two on: one record is just being read. */
const WIDE = 20;

/** The lag of a group as red steps under its broker's lane, each with its number. */
export function LagSteps({ steps, axis, y, laneHeight, knownUs, numbers }: LagStepsProps) {
  const shown = steps
    .map(({ tUs, lag }, i) => ({
      lag,
      x: Math.max(0, xOf(axis, tUs)),
      end: xOf(axis, Math.min(steps[i + 1]?.tUs ?? knownUs, knownUs)),
    }))
    .filter(({ lag, x, end }) => lag > 0 && end > x);
  const most = Math.max(5, ...shown.map(({ lag }) => lag));
  const unit = (laneHeight * 0.43) / most;
  return (
    <g data-lag="">
      <path
        d={shown
          .map(({ lag, x, end }) => `M${tenth(x)},${y + 1}H${tenth(end)}v${tenth(unit * lag + 2)}H${tenth(x)}Z`)
          .join('')}
        fill={paint('fault-line')}
        opacity={0.3}
      />
      {numbers &&
        shown
          .filter(({ lag, x, end }) => lag > 1 && end - x > WIDE)
          .map(({ lag, x }) => (
            <Text
              key={`${x} ${lag}`}
              x={x + 6}
              y={y + laneHeight * 0.46}
              size={13}
              weight={800}
              face="mono"
              colour="fault-text"
              halo="paper-stage"
              haloWidth={4}
            >
              {wholeText(lag)}
            </Text>
          ))}
    </g>
  );
}
