import { memo } from 'react';
import { along, curvePath, headingAt, lengthOf, type Curve } from './curve.ts';
import { densityOf, ribbonThickness } from './density.ts';
import { paint } from './paint.ts';
import { tenth } from './shape.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-fit.ts';
import { Token } from './token.tsx';
import { TOKEN_FILL, TOKEN_LINE, type TokenKind } from './token-kind.ts';

export interface RibbonProps {
  readonly path: Curve;
  readonly kind: TokenKind;
  /** Messages in flight on the link. */
  readonly count: number;
  /** Messages a second; above 200 in flight it is written in place of the count. */
  readonly rate: number;
  /** How far the messages have come, in px along the link: the direction ticks stand at this offset. */
  readonly offset?: number;
  readonly k?: number;
  readonly labelSize?: number;
}

/** Distance between two direction ticks. */
const TICK_GAP = 28;
/** Room at both ends, so that a ribbon covers neither node nor arrow head. */
const END = 14;

const number = (n: number): string => Math.round(n).toLocaleString('en-US');

/** Many messages on one link: a band in their hue whose thickness counts them and whose ticks move at their speed. */
export const Ribbon = memo(function Ribbon({
  path,
  kind,
  count,
  rate,
  offset = 0,
  k = 1,
  labelSize = 14,
}: RibbonProps) {
  const d = curvePath(path);
  const length = lengthOf(path);
  const width = ribbonThickness(count) * k;
  const label = densityOf(count) === 'rate' ? `${number(rate)}/s` : number(count);
  const gap = TICK_GAP * k;
  const ticks: { readonly key: number; readonly share: number }[] = [];
  // A tick keeps its key while it travels, so that it moves instead of being drawn anew.
  let key = -Math.floor(offset / gap);
  for (let at = END * k + (((offset % gap) + gap) % gap); at < length - END * k; at += gap)
    ticks.push({ key: key++, share: at / length });
  const visible = { strokeDasharray: `0 ${END * k} ${Math.max(0, length - 2 * END * k)} ${length}` };
  const [x, y] = along(path, 0.5);
  const side = Math.max(4, width / 2);
  return (
    <g fill="none" data-ribbon={kind}>
      <path d={d} stroke={paint(TOKEN_LINE[kind])} strokeWidth={width + 2 * k} {...visible} />
      <path d={d} stroke={paint(TOKEN_FILL[kind])} strokeWidth={width} {...visible} />
      {ticks.map(({ key: id, share }) => {
        const [tx, ty] = along(path, share);
        return (
          <path
            key={id}
            d={`M${-side * 0.7},${-side}L0,0L${-side * 0.7},${side}`}
            transform={`translate(${tenth(tx)},${tenth(ty)}) rotate(${tenth(headingAt(path, share))})`}
            stroke={paint('paper-stage')}
            strokeWidth={2 * k}
            strokeLinejoin="round"
          />
        );
      })}
      <Count x={x} y={y} kind={kind} label={label} size={labelSize} k={k} />
    </g>
  );
});

/** The count with a small token, so that the kind is told by shape as well as by hue. */
function Count({
  x,
  y,
  kind,
  label,
  size,
  k,
}: {
  x: number;
  y: number;
  kind: TokenKind;
  label: string;
  size: number;
  k: number;
}) {
  const token = size * 1.1;
  const pad = size * 0.4;
  const width = token + pad * 2.6 + textWidth(label, size, 'mono');
  const left = x - width / 2;
  const height = size * 1.5;
  return (
    <>
      <rect
        x={tenth(left)}
        y={tenth(y - height / 2)}
        width={tenth(width)}
        height={height}
        rx={height / 2}
        fill={paint('paper-stage')}
        stroke={paint(TOKEN_LINE[kind])}
        strokeWidth={1.5 * k}
      />
      <Token kind={kind} x={left + pad + token / 2} y={y} size={token} />
      <Text x={left + pad * 1.6 + token} y={y + size * 0.36} size={size} weight={700} face="mono">
        {label}
      </Text>
    </>
  );
}
