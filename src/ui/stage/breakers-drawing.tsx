import type { View } from '../../projections/view.ts';
import { BREAKER_WIDTH, Breaker, type BreakerState } from '../drawing/breaker.tsx';
import { pointAt } from '../drawing/curve.ts';
import { paint } from '../drawing/paint.ts';
import { Text } from '../drawing/text.tsx';
import type { PlacedLink } from './placed.ts';

/** How large a switch in a line is drawn. */
const SCALE = 0.72;

/** The circuit breakers that have moved, each a switch in the line to whom it guards. */
export function BreakersDrawing({ view, links }: { readonly view: View; readonly links: readonly PlacedLink[] }) {
  return links.map((link) => {
    const state = stateOf(link, view);
    if (state === null) return null;
    const [x, y] = pointAt(link.path, 0.5);
    const width = BREAKER_WIDTH * SCALE;
    return (
      <g key={link.edge.id}>
        <rect x={x - width / 2} y={y - 24} width={width} height={32} fill={paint('paper-stage')} />
        <Breaker x={x - width / 2} y={y} state={state} k={SCALE} />
        <Text
          x={x}
          y={y + 23}
          size={14}
          weight={600}
          face="mono"
          anchor="middle"
          colour={state === 'open' ? 'fault-line' : 'ink-1'}
          halo="paper-stage"
        >
          {state}
        </Text>
      </g>
    );
  });
}

/** The breaker that moved last on the way from one to the other; the charts of several before one receiver are numbered. */
function stateOf({ edge }: PlacedLink, view: View): BreakerState | null {
  const chart = `breaker ${edge.to}`;
  const state = view.components
    .get(edge.from)
    ?.breakers?.findLast((one) => one.chart === chart || one.chart.startsWith(`${chart} `))?.state;
  return state === 'open' || state === 'half-open' || state === 'closed' ? state : null;
}
