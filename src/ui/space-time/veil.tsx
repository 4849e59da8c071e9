import { memo } from 'react';
import { patternFill } from '../drawing/defs.tsx';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';

/** The future: hatched, so that a prediction can be wrong. Its SVG must hold the patterns under `prefix`. */
export const Veil = memo(function Veil({
  x,
  y,
  width,
  height,
  prefix,
  words,
}: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly prefix: string;
  readonly words: boolean;
}) {
  if (width <= 0) return null;
  const box = { x: tenth(x), y, width: tenth(width), height };
  return (
    <g data-veil="">
      <rect {...box} fill={paint('ink-veil')} />
      <rect {...box} fill={patternFill('hatch-veil', prefix)} />
      {words && width > 150 && (
        <Text
          x={x + width / 2}
          y={y + height / 2 + 5}
          size={15}
          weight={600}
          anchor="middle"
          colour="ink-2"
          halo="paper-stage"
          haloWidth={10}
        >
          not played yet
        </Text>
      )}
    </g>
  );
});
