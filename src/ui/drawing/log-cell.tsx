import { memo } from 'react';
import { hatchPath } from './hatch.ts';
import { paint, type Colour } from './paint.ts';
import { rectangle } from './shape.ts';
import { Text } from './text.tsx';
import { fitLine } from './text-fit.ts';
import { TOKEN_FILL } from './token-kind.ts';

export interface LogCellProps {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly n: string | number;
  readonly kind?: 'event' | 'command' | 'tombstone' | 'snapshot';
  /** Another colour of the design language in place of the kind's. */
  readonly fill?: Colour | undefined;
  readonly poison?: boolean | undefined;
  readonly size?: number;
  readonly k?: number;
}

/** One record in a log: its number, and its kind by colour and mark. */
export const LogCell = memo(function LogCell({
  x,
  y,
  side,
  n,
  kind = 'event',
  fill,
  poison = false,
  size = 14,
  k = 2,
}: LogCellProps) {
  const dark = kind === 'tombstone' && fill === undefined;
  const whole = String(n);
  const label = fitLine(whole, side - 3, size, 'mono', 'tail');
  const c = side;
  return (
    <g transform={`translate(${x},${y})`} {...(poison && { 'data-token': 'poison' })}>
      <rect
        width={c}
        height={c}
        fill={paint(fill ?? TOKEN_FILL[kind])}
        stroke={paint(poison ? 'fault-line' : 'ink-1')}
        strokeWidth={0.7 * k * (poison ? 1.4 : 1)}
      />
      {poison && (
        <>
          <path
            d={hatchPath(rectangle(0, 0, c, c), 7)}
            fill="none"
            stroke={paint('fault-line')}
            strokeWidth={0.9}
            opacity={0.6}
          />
          <path
            d={`M${c - 10},3l7,7m0,-7l-7,7`}
            fill="none"
            stroke={paint('on-hue')}
            strokeWidth={2.4}
            strokeLinecap="round"
          />
        </>
      )}
      {kind === 'snapshot' && (
        <path
          d={`M3,9V3H9M${c - 9},3H${c - 3}V9M${c - 3},${c - 9}V${c - 3}H${c - 9}M9,${c - 3}H3V${c - 9}`}
          fill="none"
          stroke={paint('on-hue')}
          strokeWidth={1.6}
        />
      )}
      {dark && <path d={`M4,4L${c - 4},${c - 4}`} stroke={paint('ink-inverse')} strokeWidth={1.2} opacity={0.55} />}
      <Text
        x={c / 2}
        y={c / 2 + label.size * 0.36}
        size={label.size}
        weight={700}
        face="mono"
        anchor="middle"
        colour={dark ? 'ink-inverse' : 'on-hue'}
        halo={poison ? 'event-fill' : dark ? 'ink-1' : undefined}
        haloWidth={3}
        title={label.cut ? whole : undefined}
      >
        {label.lines[0] as string}
      </Text>
    </g>
  );
});
