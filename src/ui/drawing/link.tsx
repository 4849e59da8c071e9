import { memo } from 'react';
import { curvePath, pointAt, type Curve } from './curve.ts';
import { paint, type Colour } from './paint.ts';
import { tenth } from './shape.ts';

/** `sync`: somebody waits. `async`: a send. `sub`: a subscription, the receiver pulls. */
export type LinkMode = 'sync' | 'async' | 'sub';
export type LinkState = 'ok' | 'slow' | 'lossy' | 'cut' | 'idle';

export interface LinkProps {
  /** From sender port to receiver port. Keep the object while nothing moves: the link then draws once. */
  readonly path: Curve;
  readonly mode?: LinkMode;
  readonly state?: LinkState;
  /** A call on it has timed out, or will: the rails go red. */
  readonly waiting?: boolean;
  /** Scale of all strokes: 1 on the desk, 2 for presenters. */
  readonly k?: number;
  readonly colour?: Colour;
  readonly paper?: Colour;
  readonly opacity?: number;
  readonly head?: boolean;
}

/** A link between two nodes. */
export const Link = memo(function Link({
  path,
  mode = 'async',
  state = 'ok',
  waiting = false,
  k = 1,
  colour = 'ink-1',
  paper = 'paper-stage',
  opacity,
  head = true,
}: LinkProps) {
  const ink = paint(waiting || (state !== 'ok' && state !== 'idle') ? 'fault-line' : colour);
  return (
    <g fill="none" opacity={opacity} data-link={mode} data-state={state}>
      {mode === 'sync' ? (
        <Rails path={path} state={state} ink={ink} between={paint(waiting ? 'fault-wash' : paper)} k={k} />
      ) : (
        <Line path={path} mode={mode} state={state} ink={ink} k={k} />
      )}
      {state === 'cut' && <Cut path={path} ink={ink} paper={paint(paper)} k={k} />}
      {head && <Head path={path} open={mode !== 'sync'} ink={ink} k={k} />}
    </g>
  );
});

interface StrokeProps {
  readonly path: Curve;
  readonly state: LinkState;
  readonly ink: string;
  readonly k: number;
}

function Rails({ path, state, ink, between, k }: StrokeProps & { between: string }) {
  const d = state === 'slow' ? wobble(path, k) : curvePath(path);
  const gaps = state === 'lossy' ? { strokeDasharray: `${9 * k} ${7 * k}` } : {};
  return (
    <>
      <path d={d} stroke={ink} strokeWidth={6.4 * k} {...gaps} />
      <path d={d} stroke={between} strokeWidth={3.2 * k} />
    </>
  );
}

function Line({ path, mode, state, ink, k }: StrokeProps & { mode: LinkMode }) {
  if (state === 'lossy')
    return <path d={curvePath(path)} stroke={ink} strokeWidth={2 * k} strokeDasharray={`${9 * k} ${7 * k}`} />;
  const dots = mode === 'sub' ? { strokeDasharray: `${2 * k} ${5 * k}` } : {};
  return (
    <path
      d={state === 'slow' ? wobble(path, k) : curvePath(path)}
      stroke={ink}
      strokeWidth={(state === 'idle' ? 1.5 : 2) * k}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...dots}
    />
  );
}

function Cut({ path, ink, paper, k }: { path: Curve; ink: string; paper: string; k: number }) {
  const [x, y] = pointAt(path, 0.5);
  return (
    <g transform={`translate(${tenth(x)},${tenth(y)}) scale(${k})`} data-cut="">
      <rect x={-9} y={-13} width={18} height={26} fill={paper} />
      <path d="M-9,11L-3,-11M3,11L9,-11" stroke={ink} strokeWidth={3} strokeLinecap="round" />
    </g>
  );
}

function Head({ path, open, ink, k }: { path: Curve; open: boolean; ink: string; k: number }) {
  const [from, to] = [pointAt(path, 0.97), path[3]];
  const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  const s = (open ? 9 : 11) * k;
  const [back, side] = [open ? -s * 1.05 : -s * 1.2, s * 0.62];
  return (
    <path
      d={open ? `M${back},${-side}L0,0L${back},${side}` : `M0,0L${back},${-side}V${side}Z`}
      transform={`translate(${tenth(to[0])},${tenth(to[1])}) rotate(${tenth(turn)})`}
      stroke={ink}
      strokeWidth={open ? 2.2 * k : 1}
      fill={open ? 'none' : ink}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}

const WAVES = 14;
const STEPS = 64;

/** A slow link's line: it swings around its curve and is still at both ends. */
function wobble(path: Curve, k: number): string {
  const points = Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS;
    const [x, y] = pointAt(path, t);
    const [x2, y2] = pointAt(path, Math.min(1, t + 0.01));
    const angle = Math.atan2(y2 - y, x2 - x);
    const swing = Math.sin(t * Math.PI) * 4.6 * k * Math.sin(t * Math.PI * WAVES);
    return `${tenth(x - Math.sin(angle) * swing)},${tenth(y + Math.cos(angle) * swing)}`;
  });
  return `M${points.join('L')}`;
}
