import { memo } from 'react';
import { paint, type Colour } from './paint.ts';
import { hundredth, tenth } from './shape.ts';

const GLYPH = {
  crash: 'M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5',
  restart: 'M4.8,-2.6A5.3,5.3 0 1 0 5.3,1.6M5.4,-6.4V-2.2H1.2',
  slow: 'M0,-5.6A5.6,5.6 0 1 0 .01,-5.6M0,-2.8V0L2.6,1.8',
  drop: 'M-6,-3H-2.2M2.2,-3H6M0,-1V5.4M-2.4,3L0,5.6L2.4,3',
  duplicate: 'M-5.5,-1.5H1.5V5.5H-5.5ZM-1.5,-5.5H5.5V1.5',
  reorder: 'M-6,-3.6H-3L3,3.6H6M-6,3.6H-3L3,-3.6H6M4,-5.6L6,-3.6L4,-1.6M4,1.6L6,3.6L4,5.6',
  partition: 'M-6.4,0H-3M3,0H6.4M-2.6,4.6L.4,-4.6M.4,4.6L3.2,-4.6',
  schema: 'M-2,-5.6H-4.6V5.6H-2M2,-5.6H4.6V5.6H2',
  poison: 'M-4,-5.4H4V2.6L2,5L0,2.6L-2,5L-4,2.6Z',
  timeout: 'M-4.2,-5.6H4.2M-4.2,5.6H4.2M-3.4,-5.6C-3.4,-1.5 3.4,1.5 3.4,5.6M3.4,-5.6C3.4,-1.5 -3.4,1.5 -3.4,5.6',
  pause: 'M-2.6,-4.6V4.6M2.6,-4.6V4.6',
  lag: 'M-5.4,4.6V1.4H-2V-1.8H1.6V-5H5.4',
} as const;

export type Fault = keyof typeof GLYPH;

/** Every fault that has a glyph, in the order of the visual dictionary. */
export const FAULTS = Object.keys(GLYPH) as readonly Fault[];

export interface FaultGlyphProps {
  readonly fault: Fault;
  readonly x: number;
  readonly y: number;
  /** Side of the square it would fill as a badge, in px. */
  readonly size?: number;
  readonly colour?: Colour | 'currentColor';
  readonly width?: number;
}

/** A fault's glyph alone, centred on (x, y). */
export const FaultGlyph = memo(function FaultGlyph({
  fault,
  x,
  y,
  size = 22,
  colour = 'on-fault',
  width = 2,
}: FaultGlyphProps) {
  return (
    <path
      d={GLYPH[fault]}
      transform={`translate(${tenth(x)},${tenth(y)}) scale(${hundredth(size / 22)})`}
      fill="none"
      stroke={colour === 'currentColor' ? colour : paint(colour)}
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
});

export interface FaultBadgeProps {
  readonly fault: Fault;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** `ink` for what is not a fault: a restart heals. */
  readonly tone?: 'fault' | 'ink';
  /** The paper behind the badge; a ring of it parts the badge from the outline below. */
  readonly ring?: Colour;
}

/** A fault's badge, centred on (x, y). */
export const FaultBadge = memo(function FaultBadge({
  fault,
  x,
  y,
  size = 22,
  tone = 'fault',
  ring = 'paper-stage',
}: FaultBadgeProps) {
  const half = size / 2;
  return (
    <g data-badge={fault}>
      <rect
        x={tenth(x - half)}
        y={tenth(y - half)}
        width={size}
        height={size}
        rx={size * 0.27}
        fill={paint(tone === 'ink' ? 'ink-1' : 'fault-fill')}
        stroke={paint(ring)}
        strokeWidth={2.5}
      />
      <FaultGlyph fault={fault} x={x} y={y} size={size} colour={tone === 'ink' ? 'ink-inverse' : 'on-fault'} />
    </g>
  );
});
