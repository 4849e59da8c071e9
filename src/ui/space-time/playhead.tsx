import type { Arrow } from '../../projections/space-time.ts';
import { msText } from '../../projections/words.ts';
import { paint } from '../drawing/paint.ts';
import { tenth } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';
import { textWidth } from '../drawing/text-fit.ts';
import { Token } from '../drawing/token.tsx';
import { arrowShare, isDrawn, laneY, type Plot } from './plot.ts';
import { xOf } from './time-axis.ts';
import { tokenKindOf } from '../stage/token-kind-of.ts';

/** Tokens at the playhead beyond this many are left out, failures last. */
const MOST_TOKENS = 40;
const TOKEN = 17;

export interface PlayheadProps {
  readonly plot: Plot;
  readonly nowUs: number;
  readonly arrows: readonly Arrow[];
  /** From the top of the lanes, upwards: the ruler. */
  readonly rulerHeight: number;
  readonly height: number;
}

/** Width of the clock's flag. */
export function flagWidth(nowUs: number): number {
  return textWidth(msText(nowUs), 13, 'mono') + 20;
}

/** The line of now: the clock above it, and on it each message that is under way at this instant. */
export function Playhead({ plot, nowUs, arrows, rulerHeight, height }: PlayheadProps) {
  const x = tenth(xOf(plot.axis, nowUs));
  const flag = flagWidth(nowUs);
  // The flag stays on the diagram where its line stands at an end.
  const left = Math.min(plot.axis.width + 14 - flag, Math.max(-flag / 2 - 40, x - flag / 2));
  return (
    <g data-playhead="">
      <path d={`M${x},${-8}V${height + 2}`} stroke={paint('ink-1')} strokeWidth={2.4} />
      <g transform={`translate(0,${-rulerHeight})`}>
        <path
          d={`M${tenth(left)},1h${flag}v${rulerHeight - 9}H${x + 6}l-6,6l-6,-6H${tenth(left)}Z`}
          fill={paint('ink-1')}
        />
        <Text
          x={left + flag / 2}
          y={rulerHeight / 2 + 1.5}
          size={13}
          weight={700}
          face="mono"
          anchor="middle"
          colour="ink-inverse"
        >
          {msText(nowUs)}
        </Text>
      </g>
      <PlayheadTokens plot={plot} nowUs={nowUs} arrows={arrows} size={TOKEN} />
    </g>
  );
}

/** The messages under way at an instant, where their arrows cross it. */
function PlayheadTokens({
  plot,
  nowUs,
  arrows,
  size,
}: {
  readonly plot: Plot;
  readonly nowUs: number;
  readonly arrows: readonly Arrow[];
  readonly size: number;
}) {
  const flying = arrows.filter(
    (arrow) => arrow.sentUs <= nowUs && (arrow.endUs ?? Infinity) > nowUs && isDrawn(plot, arrow),
  );
  const failures = flying.filter(({ message, lost }) => message.kind === 'error' || message.poison || lost !== null);
  const shown =
    flying.length <= MOST_TOKENS
      ? flying
      : [
          ...flying.filter((arrow) => !failures.includes(arrow)).slice(0, Math.max(0, MOST_TOKENS - failures.length)),
          ...failures,
        ];
  return shown.map((arrow) => {
    const [y1, y2] = [laneY(plot, arrow.from), laneY(plot, arrow.to)];
    if (y1 === undefined || y2 === undefined) return null;
    const y = y1 + (y2 - y1) * arrowShare(arrow, nowUs);
    return (
      <Token
        key={arrow.hop}
        kind={tokenKindOf(arrow)}
        x={tenth(xOf(plot.axis, nowUs))}
        y={tenth(y)}
        size={size}
        strokeWidth={1.4}
      />
    );
  });
}
