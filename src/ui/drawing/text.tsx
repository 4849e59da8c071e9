import { memo, type CSSProperties } from 'react';
import { paint, type Colour } from './paint.ts';
import { tenth } from './shape.ts';
import type { Face } from './text-fit.ts';

const FAMILY: Record<Face, string> = {
  text: 'var(--font-text)',
  mono: 'var(--font-mono)',
  display: 'var(--font-display)',
};
const TABULAR: CSSProperties = { fontVariantNumeric: 'tabular-nums' };
const STYLE: Record<Face, CSSProperties> = {
  text: TABULAR,
  mono: { fontVariantLigatures: 'none' },
  display: { ...TABULAR, fontStretch: 'var(--display-stretch)', letterSpacing: 'var(--display-track)' },
};

export interface TextProps {
  readonly x: number;
  readonly y: number;
  readonly children: string | number;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly face?: Face;
  readonly colour?: Colour;
  /** A ring of this colour around the letters, so that they read over lines. */
  readonly halo?: Colour | undefined;
  readonly haloWidth?: number;
  readonly opacity?: number;
  /** The whole text, when `children` had to be cut. */
  readonly title?: string | undefined;
}

/** One line of text on a drawing; (x, y) is its anchor on the baseline. */
export const Text = memo(function Text(props: TextProps) {
  const {
    x,
    y,
    children,
    size = 14,
    weight = 500,
    anchor = 'start',
    face = 'text',
    colour = 'ink-1',
    halo,
    haloWidth = 5,
    opacity,
    title,
  } = props;
  return (
    <text
      x={tenth(x)}
      y={tenth(y)}
      textAnchor={anchor}
      fontFamily={FAMILY[face]}
      fontSize={size}
      fontWeight={weight}
      fill={paint(colour)}
      style={STYLE[face]}
      opacity={opacity}
      {...(halo && {
        paintOrder: 'stroke',
        stroke: paint(halo),
        strokeWidth: haloWidth,
        strokeLinejoin: 'round' as const,
      })}
    >
      {title !== undefined && <title>{title}</title>}
      {children}
    </text>
  );
});
