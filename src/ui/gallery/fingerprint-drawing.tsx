import { paint, type Colour } from '../drawing/paint.ts';
import type { Fingerprint } from './fingerprint.ts';

const HUE: Record<Fingerprint['arrows'][number]['kind'], Colour> = {
  command: 'command-line',
  query: 'query-line',
  event: 'event-line',
  reply: 'ink-2',
  error: 'fault-line',
};

export interface FingerprintDrawingProps {
  readonly fingerprint: Fingerprint;
  readonly width: number;
  readonly height: number;
}

/** A scenario's space-time diagram in miniature. */
export function FingerprintDrawing({ fingerprint: { lanes, arrows, work }, width, height }: FingerprintDrawingProps) {
  const y = (lane: number): number => 4 + (lane / Math.max(1, lanes - 1)) * (height - 8);
  const x = (at: number): number => at * (width - 6);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {Array.from({ length: lanes }, (_, lane) => (
        <path key={lane} d={`M0,${y(lane)}H${width}`} stroke={paint('ink-1')} strokeWidth={1.1} opacity={0.5} />
      ))}
      {work.map(({ lane, from, to }) => (
        <path
          key={`${lane} ${from}`}
          d={`M${x(from)},${y(lane)}H${Math.max(x(to), x(from) + 2)}`}
          stroke={paint('ink-1')}
          strokeWidth={Math.min(5, height / lanes / 1.2)}
        />
      ))}
      {arrows.map(({ kind, from, to, lost }) => {
        const hue = paint(lost ? 'fault-line' : HUE[kind]);
        const [tx, ty] = [x(to.at), y(to.lane)];
        return (
          <g key={`${from.lane} ${from.at} ${to.lane} ${to.at}`}>
            <path
              d={`M${x(from.at)},${y(from.lane)}L${tx},${ty}`}
              stroke={hue}
              strokeWidth={1.6}
              strokeDasharray={kind === 'reply' ? '3 2' : undefined}
            />
            {lost ? (
              <path d={`M${tx - 3},${ty - 3}l6,6m0,-6l-6,6`} stroke={hue} strokeWidth={2} />
            ) : kind === 'event' ? (
              <rect x={tx - 2.6} y={ty - 2.6} width={5.2} height={5.2} fill={hue} />
            ) : (
              <circle cx={tx} cy={ty} r={kind === 'reply' ? 1.6 : 2.4} fill={hue} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
