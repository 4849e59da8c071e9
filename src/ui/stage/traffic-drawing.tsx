import { paint } from '../drawing/paint.ts';
import { Ribbon } from '../drawing/ribbon.tsx';
import { tenth } from '../drawing/shape.ts';
import { Token } from '../drawing/token.tsx';
import type { StageRibbon, StageToken } from './traffic.ts';

/** Crowds, under the nodes' labels but over their links. */
export function Ribbons({ ribbons }: { readonly ribbons: readonly StageRibbon[] }) {
  return ribbons.map(({ key, way, kind, count, rate, offset }) => (
    <Ribbon key={key} path={way.path} kind={kind} count={count} rate={rate} offset={tenth(offset)} />
  ));
}

/** Messages that can be told apart, on top of everything. */
export function Tokens({ tokens }: { readonly tokens: readonly StageToken[] }) {
  return tokens.map(({ flight, kind, at, size, number, numberAt, glyph, rotate, followed }) => (
    <g key={flight.hop} data-hop={flight.hop} data-number={flight.message.label}>
      {followed && (
        <circle
          cx={tenth(at[0])}
          cy={tenth(at[1])}
          r={size * 0.86}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={2.4}
          data-followed=""
        />
      )}
      <Token
        kind={kind}
        x={tenth(at[0])}
        y={tenth(at[1])}
        size={size}
        lifted={kind !== 'ack'}
        number={number}
        numberAt={numberAt}
        glyph={glyph}
        rotate={rotate}
      />
    </g>
  ));
}
