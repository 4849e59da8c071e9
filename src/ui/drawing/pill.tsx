import { memo } from 'react';
import { FaultGlyph, type Fault } from './fault-badge.tsx';
import { paint, type Colour } from './paint.ts';
import { Text } from './text.tsx';
import { textWidth, type Face } from './text-fit.ts';

export interface PillProps {
  readonly x: number;
  readonly y: number;
  readonly children: string;
  readonly size?: number;
  readonly face?: Face;
  readonly fill?: Colour;
  readonly stroke?: Colour;
  readonly colour?: Colour;
  readonly height?: number;
  readonly pad?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: number;
  readonly fault?: Fault | undefined;
}

/** The width in px that a pill with these words takes. */
export function pillWidth({
  children,
  size = 14,
  face = 'mono',
  height = 22,
  pad = 8,
  fault,
}: Pick<PillProps, 'children' | 'size' | 'face' | 'height' | 'pad' | 'fault'>): number {
  return textWidth(children, size, face) + pad * 2 + (fault ? height * 0.8 : 0);
}

/** A state in a rounded frame; (x, y) is its anchor at half its height. */
export const Pill = memo(function Pill(props: PillProps) {
  const {
    x,
    y,
    children,
    size = 14,
    face = 'mono',
    fill = 'paper-raised',
    stroke = 'ink-1',
    colour = 'ink-1',
    height = 22,
    pad = 8,
    anchor = 'start',
    weight = 700,
    fault,
  } = props;
  const width = pillWidth({ children, size, face, height, pad, fault });
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  return (
    <g>
      <rect
        x={left}
        y={y - height / 2}
        width={width}
        height={height}
        rx={height / 2}
        fill={paint(fill)}
        stroke={paint(stroke)}
        strokeWidth={1.5}
      />
      {fault && (
        <FaultGlyph
          fault={fault}
          x={left + pad + height * 0.28}
          y={y}
          size={height * 0.86}
          colour={colour}
          width={2.2}
        />
      )}
      <Text
        x={left + (fault ? height * 0.8 : 0) + pad}
        y={y + size * 0.36}
        size={size}
        weight={weight}
        face={face}
        colour={colour}
      >
        {children}
      </Text>
    </g>
  );
});
