import { memo } from 'react';
import { tenth } from './shape.ts';
import { Text } from './text.tsx';
import { TokenFace } from './token-face.tsx';
import type { TokenKind } from './token-kind.ts';

export type { TokenKind };

export interface TokenProps {
  readonly kind: TokenKind;
  readonly x: number;
  readonly y: number;
  /** Height of the nominal box in px: 24 on the desk stage, 62 for presenters, 17 in space-time. */
  readonly size?: number;
  /** A thing in flight is lifted off the paper; a thing at rest lies flat. */
  readonly lifted?: boolean;
  /** The order or entity it is about, drawn beside the token. */
  readonly number?: string | number | undefined;
  readonly numberAt?: 'above' | 'below' | 'left' | 'right';
  readonly numberSize?: number;
  /** Replaces the kind's letter; a cell of a queue shows its number here. */
  readonly glyph?: string | number | undefined;
  /** Opacity of a token that is fading out. */
  readonly dim?: number | undefined;
  /** Schema version as a superscript; pass it only while two versions coexist. */
  readonly version?: number | undefined;
  /** Degrees clockwise that a tag (command, reply) turns, to point along its link; glyphs stay upright. */
  readonly rotate?: number;
  readonly strokeWidth?: number;
}

/** A message, centred on (x, y). */
export const Token = memo(function Token(props: TokenProps) {
  const {
    kind,
    x,
    y,
    size = 24,
    lifted = false,
    number,
    numberAt = 'above',
    numberSize,
    glyph,
    dim,
    version,
    rotate = 0,
    strokeWidth = 1.6,
  } = props;
  return (
    <g transform={`translate(${tenth(x)},${tenth(y)})`} opacity={dim} data-token={kind}>
      <TokenFace
        kind={kind}
        size={size}
        lifted={lifted}
        glyph={glyph}
        version={version}
        rotate={rotate}
        strokeWidth={strokeWidth}
      />
      {number !== undefined && (
        <TokenNumber at={numberAt} reach={size / 2} size={numberSize ?? Math.max(13, size * 0.54)}>
          {String(number)}
        </TokenNumber>
      )}
    </g>
  );
});

function TokenNumber({
  at,
  reach,
  size,
  children,
}: {
  at: 'above' | 'below' | 'left' | 'right';
  reach: number;
  size: number;
  children: string;
}) {
  const side = at === 'left' || at === 'right';
  const x = side ? (at === 'right' ? 1 : -1) * (reach + size * 0.6) : 0;
  const y = side ? size * 0.36 : at === 'above' ? -reach - size * 0.36 : reach + size * 1.15;
  return (
    <Text
      x={x}
      y={y}
      size={size}
      weight={700}
      face="mono"
      anchor={side ? (at === 'right' ? 'start' : 'end') : 'middle'}
      halo="paper-stage"
      haloWidth={size * 0.3}
    >
      {children}
    </Text>
  );
}
