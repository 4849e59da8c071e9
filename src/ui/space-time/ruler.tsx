import { memo } from 'react';
import { US_PER_MS } from '../../kernel/time.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';
import { wholeText } from '../number-text.ts';
import { ticksOf, xOf, type TimeAxis } from './time-axis.ts';

export interface RulerProps {
  readonly axis: TimeAxis;
  readonly height: number;
  /** Height of all lanes. */
  readonly lanesHeight: number;
  /** No label comes nearer to this place: the clock stands there. */
  readonly clear: { readonly x: number; readonly reach: number };
  readonly room?: number;
}

/** Round instants in milliseconds, and their lines through the lanes. */
export const Ruler = memo(function Ruler({ axis, height, lanesHeight, clear, room = 84 }: RulerProps) {
  return ticksOf(axis, room).map((tUs) => {
    const x = tenth(xOf(axis, tUs));
    return (
      <g key={tUs}>
        <path d={`M${x},${height - 6}V${height + lanesHeight}`} stroke={paint('rule')} strokeWidth={1} />
        {Math.abs(x - clear.x) > clear.reach && (
          <Text x={x} y={height - 12} size={13} weight={600} face="mono" anchor="middle" colour="ink-3">
            {wholeText(tUs / US_PER_MS)}
          </Text>
        )}
      </g>
    );
  });
});
