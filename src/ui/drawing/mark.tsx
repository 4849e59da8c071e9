import { memo } from 'react';
import { paint, type Colour } from './paint.ts';
import { tenth } from './shape.ts';

export interface MarkProps {
  /** Width in px. */
  readonly size?: number;
  /** The paper it stands on: the event's arrow is cut out of the bars with it. */
  readonly paper?: Colour;
  /** How far the event has landed, 0 (≠) to 1 (=); the first load animates it once. */
  readonly landed?: number;
  /** Text for screen readers; without it the mark is decoration. */
  readonly title?: string;
}

const TAIL = [6.8, 23.6] as const;
const TIP = [14.2, 7.9] as const;

/** The brand mark, ≠ as a space-time diagram: two replicas and one event in flight between them. */
export const Mark = memo(function Mark({ size = 24, paper = 'paper-panel', landed = 0, title }: MarkProps) {
  return (
    <svg
      width={size}
      height={(size * 26) / 24}
      viewBox="0 0 24 26"
      style={{ overflow: 'visible' }}
      {...(title === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title })}
    >
      <MarkShape paper={paper} landed={landed} />
    </svg>
  );
});

/** The mark's shapes in a 24 by 26 box, for use inside another SVG. */
export function MarkShape({
  paper = 'paper-panel',
  landed = 0,
}: {
  readonly paper?: Colour;
  readonly landed?: number;
}) {
  // The event is swallowed by the upper replica: first its tail catches up with the head, then the head goes in.
  const tail = Math.min(1, landed / 0.7);
  const head = Math.min(1, Math.max(0, (landed - 0.7) / 0.3));
  const at = (from: number, to: number): number => tenth(from + (to - from) * tail);
  return (
    <g fill="none">
      <path d="M0,8.6H24M0,17.4H24" stroke={paint('ink-1')} strokeWidth={3.8} />
      {head < 1 && (
        <>
          <path d={`M${at(5.4, 17.2)},${at(25.5, 0.5)}L17.2,.5`} stroke={paint(paper)} strokeWidth={8.4 * (1 - head)} />
          {tail < 1 && (
            <path
              d={`M${at(TAIL[0], TIP[0])},${at(TAIL[1], TIP[1])}L${TIP[0]},${TIP[1]}`}
              stroke={paint('event-fill')}
              strokeWidth={3.8}
            />
          )}
          <path
            d="M17.9,.2L18.1,10.3L9.6,6.3Z"
            fill={paint('event-fill')}
            transform={`translate(15.2,8) scale(${1 - head}) translate(-15.2,-8)`}
          />
        </>
      )}
    </g>
  );
}
