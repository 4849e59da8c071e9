import { memo, type ReactNode } from 'react';
import { hatchPath } from './hatch.ts';
import { paint } from './paint.ts';
import { hundredth, tenth, type Point } from './shape.ts';
import { Text } from './text.tsx';
import { TOKEN_FILL, type TokenKind } from './token-kind.ts';

const STICKY = 'M-11,-11H11V4.5L4.5,11H-11Z';
const TORN: readonly Point[] = [
  [-11, -11],
  [11, -11],
  [11, 8],
  [7.3, 12],
  [3.7, 8],
  [0, 12],
  [-3.7, 8],
  [-7.3, 12],
  [-11, 8],
];
const TORN_HATCH = hatchPath(TORN, 7);

const SILHOUETTE: Record<TokenKind, string> = {
  event: STICKY,
  duplicate: STICKY,
  command: 'M-12,-10H4.5L13.5,0L4.5,10H-12Z',
  query: 'M-11.5,0a11.5,11.5 0 1 1 23,0a11.5,11.5 0 1 1 -23,0z',
  reply: 'M12,-9.5H-4.5L-13.5,0L-4.5,9.5H12Z',
  error: 'M-5,-12H5L12,-5V5L5,12H-5L-12,5V-5Z',
  poison: `M${TORN.map((p) => p.join(',')).join('L')}Z`,
  tombstone: 'M-9.5,12V-2.5A9.5,9.5 0 0 1 9.5,-2.5V12Z',
  snapshot: 'M-8.5,-8.5H8.5V8.5H-8.5Z',
  policy: 'M0,-13L13,0L0,13L-13,0Z',
  ack: 'M-4,0a4,4 0 1 1 8,0a4,4 0 1 1 -8,0z',
};

/** Where a kind's glyph stands: its letter, its shift from the centre, its size. */
const GLYPH: Partial<
  Record<TokenKind, { readonly text: string; readonly dx: number; readonly dy: number; readonly size: number }>
> = {
  event: { text: 'E', dx: -1.2, dy: -0.6, size: 14.5 },
  command: { text: 'C', dx: -2, dy: 0, size: 14.5 },
  query: { text: '?', dx: 0, dy: 0, size: 16 },
  policy: { text: 'P', dx: 0, dy: -0.2, size: 14 },
  error: { text: '!', dx: 0, dy: 0.4, size: 17 },
  duplicate: { text: '×2', dx: -0.4, dy: -0.4, size: 13.5 },
  snapshot: { text: 'S', dx: 0, dy: 0, size: 13.5 },
};

export interface TokenFaceProps {
  readonly kind: TokenKind;
  readonly size: number;
  readonly lifted: boolean;
  readonly glyph: string | number | undefined;
  readonly version: number | undefined;
  readonly rotate: number;
  readonly strokeWidth: number;
}

/** A token's body at the origin. It is apart from the token so that a token in flight draws it once and then only moves. */
export const TokenFace = memo(function TokenFace({
  kind,
  size,
  lifted,
  glyph,
  version,
  rotate,
  strokeWidth,
}: TokenFaceProps) {
  const k = size / 24;
  const turn = rotate !== 0 && (kind === 'command' || kind === 'reply') ? `rotate(${tenth(rotate)})` : undefined;
  return (
    <g transform={`scale(${hundredth(k)})`}>
      {lifted && (
        <path d={SILHOUETTE[kind]} transform={`translate(2.2,3.4) ${turn ?? ''}`} fill={paint('ink-shadow')} />
      )}
      <g transform={turn}>
        <Body kind={kind} stroke={strokeWidth / k} />
      </g>
      {kind === 'reply' && (
        <path
          d="M-3.4,.4L.6,4.4L7.2,-4.2"
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={2.4}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      <Glyph kind={kind} glyph={glyph} version={version} />
    </g>
  );
});

function Glyph({
  kind,
  glyph,
  version,
}: {
  kind: TokenKind;
  glyph: string | number | undefined;
  version: number | undefined;
}) {
  const place = GLYPH[kind];
  const text = glyph === undefined ? place?.text : String(glyph);
  if (place === undefined || text === undefined) return null;
  const size = glyph === undefined ? place.size : Math.min(place.size, 30 / Math.max(2, text.length));
  const colour = kind === 'error' ? 'on-fault' : 'on-hue';
  const shift = version === undefined ? 0 : -2.4;
  return (
    <>
      <Text
        x={place.dx + shift}
        y={size * 0.352 + place.dy}
        size={tenth(size)}
        weight={800}
        anchor="middle"
        colour={colour}
      >
        {text}
      </Text>
      {version !== undefined && (
        <Text x={place.dx + 3} y={-1.4 + place.dy} size={9.5} weight={800} colour={colour}>
          {version}
        </Text>
      )}
    </>
  );
}

function Body({ kind, stroke }: { kind: TokenKind; stroke: number }): ReactNode {
  const outline = {
    stroke: paint(kind === 'error' || kind === 'poison' ? 'fault-line' : 'ink-1'),
    strokeWidth: stroke,
    strokeLinejoin: 'round' as const,
  };
  const shape = <path d={SILHOUETTE[kind]} fill={paint(TOKEN_FILL[kind])} {...outline} />;
  const inkMark = { fill: 'none', strokeLinecap: 'round' as const, strokeLinejoin: 'round' as const };
  switch (kind) {
    case 'event':
      return (
        <>
          {shape}
          <path d="M11,4.5H4.5V11Z" fill={paint('event-wash')} {...outline} />
        </>
      );
    case 'duplicate':
      return (
        <>
          <path d="M-6.5,-15.5H15.5V6.5H-6.5Z" fill={paint('event-wash')} {...outline} />
          {shape}
        </>
      );
    case 'poison':
      return (
        <>
          <path d={SILHOUETTE.poison} fill={paint('event-fill')} />
          <path d={TORN_HATCH} stroke={paint('fault-line')} strokeWidth={0.9} opacity={0.6} fill="none" />
          <path d={SILHOUETTE.poison} fill="none" {...outline} strokeWidth={stroke * 1.25} />
          <path d="M-5,-6.6L5,3.4M5,-6.6L-5,3.4" stroke={paint('on-hue')} strokeWidth={3} {...inkMark} />
        </>
      );
    case 'tombstone':
      return (
        <>
          {shape}
          <path
            d="M-4.6,0a4.6,4.6 0 1 1 9.2,0a4.6,4.6 0 1 1 -9.2,0zM-4.6,5.4L4.6,-5.4"
            stroke={paint('ink-inverse')}
            strokeWidth={1.9}
            {...inkMark}
          />
        </>
      );
    case 'snapshot':
      return (
        <>
          {shape}
          <path
            d="M-12.4,-7V-12.4H-7M7,-12.4H12.4V-7M12.4,7V12.4H7M-7,12.4H-12.4V7"
            fill="none"
            stroke={paint('ink-1')}
            strokeWidth={stroke * 1.15}
          />
        </>
      );
    default:
      return shape;
  }
}
