import { hatchPath } from './hatch.ts';
import { paint } from './paint.ts';
import { roundRectangle, tube } from './shape.ts';
import { Text } from './text.tsx';
import { Token } from './token.tsx';

/** Dead letters hanging under a queue whose tube ends at `y`. */
export function DeadLetters({
  count,
  y,
  cell,
  k,
  labelSize,
}: {
  readonly count: number;
  readonly y: number;
  readonly cell: number;
  readonly k: number;
  readonly labelSize: number;
}) {
  const r = cell / 2 + 5;
  const w = 2 * cell + 2 * r - 10;
  const h = cell + 6;
  const top = y + 30;
  return (
    <g>
      <path
        d={`M${w / 2},${y + 3}V${top - 3}m-5,-6l5,6l5,-6`}
        fill="none"
        stroke={paint('fault-line')}
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g transform={`translate(0,${top})`}>
        <path d={roundRectangle(w, h, h / 2)} fill={paint('fault-wash')} />
        <path
          d={hatchPath(tube(0, 0, w, h), 7)}
          fill="none"
          stroke={paint('fault-line')}
          strokeWidth={0.9}
          opacity={0.5}
        />
        <path
          d={roundRectangle(w, h, h / 2)}
          fill="none"
          stroke={paint('fault-line')}
          strokeWidth={k}
          strokeDasharray="7 5"
          strokeLinecap="round"
        />
        {Array.from({ length: Math.min(2, count) }, (_, i) => (
          <Token key={i} kind="poison" x={w - r - 2 - i * cell} y={h / 2} size={cell * 0.72} />
        ))}
        <Text
          x={w + 10}
          y={h / 2 + labelSize * 0.36}
          size={labelSize}
          weight={700}
          colour="fault-text"
          halo="paper-stage"
        >
          {count === 1 ? '1 dead letter' : count > 2 ? `${count.toLocaleString('en-US')} dead letters` : 'dead letters'}
        </Text>
      </g>
    </g>
  );
}
