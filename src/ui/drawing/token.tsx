import { memo, type ReactNode } from 'react';
import { hatchPath } from './hatch.ts';
import { paint, type Colour } from './paint.ts';
import { hundredth, tenth, type Point } from './shape.ts';
import { Text } from './text.tsx';

export type TokenKind =
  | 'event'
  | 'command'
  | 'query'
  | 'policy'
  | 'reply'
  | 'error'
  | 'poison'
  | 'duplicate'
  | 'tombstone'
  | 'snapshot'
  | 'ack';

/** Every kind with a silhouette of its own, in the order of the visual dictionary. */
export const TOKEN_KINDS = ['command', 'query', 'reply', 'event', 'policy', 'snapshot', 'tombstone', 'duplicate', 'poison', 'error'] as const satisfies readonly TokenKind[];

/** The colour family a kind is drawn in, for ribbons and space-time arrows. */
export const TOKEN_LINE: Record<TokenKind, Colour> = {
  event: 'event-line',
  duplicate: 'event-line',
  command: 'command-line',
  query: 'query-line',
  policy: 'policy-line',
  snapshot: 'aggregate-line',
  error: 'fault-line',
  poison: 'fault-line',
  reply: 'ink-2',
  tombstone: 'ink-1',
  ack: 'ink-1',
};

/** The body colour of a kind. */
export const TOKEN_FILL: Record<TokenKind, Colour> = {
  event: 'event-fill',
  duplicate: 'event-fill',
  poison: 'event-fill',
  command: 'command-fill',
  query: 'query-fill',
  policy: 'policy-fill',
  snapshot: 'aggregate-fill',
  error: 'fault-fill',
  reply: 'paper-raised',
  tombstone: 'ink-1',
  ack: 'ink-1',
};

const STICKY = 'M-11,-11H11V4.5L4.5,11H-11Z';
const TORN: readonly Point[] = [[-11, -11], [11, -11], [11, 8], [7.3, 12], [3.7, 8], [0, 12], [-3.7, 8], [-7.3, 12], [-11, 8]];
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
const GLYPH: Partial<Record<TokenKind, { readonly text: string; readonly dx: number; readonly dy: number; readonly size: number }>> = {
  event: { text: 'E', dx: -1.2, dy: -0.6, size: 14.5 },
  command: { text: 'C', dx: -2, dy: 0, size: 14.5 },
  query: { text: '?', dx: 0, dy: 0, size: 16 },
  policy: { text: 'P', dx: 0, dy: -0.2, size: 14 },
  error: { text: '!', dx: 0, dy: 0.4, size: 17 },
  duplicate: { text: '×2', dx: -0.4, dy: -0.4, size: 13.5 },
  snapshot: { text: 'S', dx: 0, dy: 0, size: 13.5 },
};

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
  const { kind, x, y, size = 24, lifted = false, number, numberAt = 'above', numberSize, glyph, dim, version, rotate = 0, strokeWidth = 1.6 } = props;
  const k = size / 24;
  const turns = rotate !== 0 && (kind === 'command' || kind === 'reply');
  const turn = turns ? `rotate(${tenth(rotate)})` : '';
  return (
    <g transform={`translate(${tenth(x)},${tenth(y)})`} opacity={dim} data-token={kind}>
      <g transform={`scale(${hundredth(k)})`}>
        {lifted && <path d={SILHOUETTE[kind]} transform={`translate(2.2,3.4) ${turn}`} fill={paint('ink-shadow')} />}
        <g {...(turns && { transform: turn })}>
          <Body kind={kind} stroke={strokeWidth / k} />
        </g>
        {kind === 'reply' && <path d="M-3.4,.4L.6,4.4L7.2,-4.2" fill="none" stroke={paint('ink-1')} strokeWidth={2.4} strokeLinecap="round" strokeLinejoin="round" />}
        <Glyph kind={kind} glyph={glyph} version={version} />
      </g>
      {number !== undefined && <TokenNumber at={numberAt} reach={size / 2} size={numberSize ?? Math.max(13, size * 0.54)}>{String(number)}</TokenNumber>}
    </g>
  );
});

function TokenNumber({ at, reach, size, children }: { at: 'above' | 'below' | 'left' | 'right'; reach: number; size: number; children: string }) {
  const side = at === 'left' || at === 'right';
  const x = side ? (at === 'right' ? 1 : -1) * (reach + size * 0.6) : 0;
  const y = side ? size * 0.36 : at === 'above' ? -reach - size * 0.36 : reach + size * 1.15;
  return (
    <Text x={x} y={y} size={size} weight={700} face="mono" anchor={side ? (at === 'right' ? 'start' : 'end') : 'middle'} halo="paper-stage" haloWidth={size * 0.3}>
      {children}
    </Text>
  );
}

function Glyph({ kind, glyph, version }: { kind: TokenKind; glyph: string | number | undefined; version: number | undefined }) {
  const place = GLYPH[kind];
  const text = glyph === undefined ? place?.text : String(glyph);
  if (place === undefined || text === undefined) return null;
  const size = glyph === undefined ? place.size : Math.min(place.size, 30 / Math.max(2, text.length));
  const colour = kind === 'error' ? 'on-fault' : 'on-hue';
  const shift = version === undefined ? 0 : -2.4;
  return (
    <>
      <Text x={place.dx + shift} y={size * 0.352 + place.dy} size={tenth(size)} weight={800} anchor="middle" colour={colour}>
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
  const outline = { stroke: paint(kind === 'error' || kind === 'poison' ? 'fault-line' : 'ink-1'), strokeWidth: stroke, strokeLinejoin: 'round' as const };
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
          <path d="M-4.6,0a4.6,4.6 0 1 1 9.2,0a4.6,4.6 0 1 1 -9.2,0zM-4.6,5.4L4.6,-5.4" stroke={paint('ink-inverse')} strokeWidth={1.9} {...inkMark} />
        </>
      );
    case 'snapshot':
      return (
        <>
          {shape}
          <path d="M-12.4,-7V-12.4H-7M7,-12.4H12.4V-7M12.4,7V12.4H7M-7,12.4H-12.4V7" fill="none" stroke={paint('ink-1')} strokeWidth={stroke * 1.15} />
        </>
      );
    default:
      return shape;
  }
}
