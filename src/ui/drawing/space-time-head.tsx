import { memo } from 'react';
import { paint, type Colour } from './paint.ts';
import { tenth } from './shape.ts';
import type { TokenKind } from './token-kind.ts';

export interface SpaceTimeHeadProps {
  readonly kind: TokenKind;
  /** Where the arrow ends. */
  readonly x: number;
  readonly y: number;
  /** The arrow's direction in radians. */
  readonly angle: number;
  readonly colour: Colour;
  readonly size?: number;
}

/** The head of a space-time arrow: its message's silhouette. Direction needs no head, because time runs right. */
export const SpaceTimeHead = memo(function SpaceTimeHead({
  kind,
  x,
  y,
  angle,
  colour,
  size: s = 5.5,
}: SpaceTimeHeadProps) {
  const { d, back, turn = false, edged = false } = headShape(kind, s);
  const at = `translate(${tenth(x - Math.cos(angle) * back)},${tenth(y - Math.sin(angle) * back)})`;
  return (
    <path
      d={d}
      transform={turn ? `${at} rotate(${tenth((angle * 180) / Math.PI)})` : at}
      fill={paint(colour)}
      {...(edged && { stroke: paint('paper-stage'), strokeWidth: s / 5.5 })}
      data-head={kind}
    />
  );
});

interface HeadShape {
  readonly d: string;
  /** How far back from the arrow's end it is centred, in px. */
  readonly back: number;
  readonly turn?: boolean;
  readonly edged?: boolean;
}

function headShape(kind: TokenKind, s: number): HeadShape {
  const a = tenth(s * 0.66);
  switch (kind) {
    case 'event':
    case 'duplicate':
    case 'poison':
      return { d: `M${-a},${-a}H${a}V${s * 0.16}L${s * 0.16},${a}H${-a}Z`, back: s * 0.55 };
    case 'query': {
      const r = s * 0.74;
      return { d: `M${-r},0a${r},${r} 0 1 1 ${2 * r},0a${r},${r} 0 1 1 ${-2 * r},0z`, back: s * 0.5 };
    }
    case 'error': {
      const [c, e] = [s * 0.36, s * 0.91];
      return { d: `M${-c},${-e}H${c}L${e},${-c}V${c}L${c},${e}H${-c}L${-e},${c}V${-c}Z`, back: s * 0.6, edged: true };
    }
    case 'policy':
      return { d: `M0,${-s}L${s},0L0,${s}L${-s},0Z`, back: s * 0.6 };
    case 'tombstone':
      return { d: `M${-a},${a}V0A${a},${a} 0 0 1 ${a},0V${a}Z`, back: s * 0.55 };
    default:
      return { d: `M0,0L${-s * 1.3},${-a}V${a}Z`, back: 0, turn: true };
  }
}
