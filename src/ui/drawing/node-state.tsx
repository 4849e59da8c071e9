import { FaultBadge, type Fault } from './fault-badge.tsx';
import { hatchPath } from './hatch.ts';
import { paint, type Colour } from './paint.ts';
import type { Point } from './shape.ts';

export type NodeState = 'idle' | 'busy' | 'slow' | 'crashed' | 'restarting';

/** What every node on the stage takes. */
export interface NodeProps {
  /** Top left of the body. */
  readonly x: number;
  readonly y: number;
  readonly state?: NodeState;
  /** Share of the work done (busy, slow) or of the state replayed (restarting), 0 to 1. */
  readonly progress?: number | undefined;
  readonly selected?: boolean;
  /** A fault other than the state's own, shown as its badge. */
  readonly fault?: Fault | undefined;
  /** Width of the outline: 2 on the desk, 4 for presenters. */
  readonly k?: number;
}

export interface OutlineProps {
  /** The closed outline, clockwise from its top left. */
  readonly d: string;
  /** A polygon near the outline, to hatch. */
  readonly polygon: readonly Point[];
  readonly state: NodeState;
  readonly progress?: number | undefined;
  readonly k: number;
  readonly fill?: Colour;
  /** Stroke of what can be rebuilt. */
  readonly derived?: boolean;
}

/** A node's paper and its outline, in the state it is in: the state never shows by colour alone. */
export function Outline({ d, polygon, state, progress = 0, k, fill = 'paper-raised', derived = false }: OutlineProps) {
  const ink = paint('ink-1');
  const fault = paint('fault-line');
  const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
  return (
    <>
      {state === 'slow' && (
        <>
          <path
            d={d}
            transform={`translate(${-4.5 * k},0)`}
            fill="none"
            stroke={fault}
            strokeWidth={k * 0.8}
            opacity={0.55}
            {...round}
          />
          <path
            d={d}
            transform={`translate(${-2.25 * k},0)`}
            fill={paint('paper-raised')}
            stroke={fault}
            strokeWidth={k * 0.8}
            opacity={0.8}
            {...round}
          />
        </>
      )}
      <path d={d} fill={paint(state === 'crashed' ? 'fault-wash' : fill)} />
      {state === 'crashed' && (
        <>
          <path d={hatchPath(polygon, 7)} stroke={fault} strokeWidth={0.9} opacity={0.5} fill="none" />
          <path
            d={d}
            fill="none"
            stroke={fault}
            strokeWidth={k * 1.15}
            strokeDasharray={`${3.5 * k} ${2.5 * k}`}
            {...round}
          />
        </>
      )}
      {state === 'restarting' && (
        <>
          <path
            d={d}
            fill="none"
            stroke={paint('rule-strong')}
            strokeWidth={k}
            strokeDasharray={`${2.5 * k} ${2.5 * k}`}
            {...round}
          />
          <path
            d={d}
            fill="none"
            stroke={ink}
            strokeWidth={k * 1.5}
            pathLength={100}
            strokeDasharray={`${progress * 100} 100`}
          />
        </>
      )}
      {state !== 'crashed' && state !== 'restarting' && (
        <path
          d={d}
          fill="none"
          stroke={ink}
          strokeWidth={k}
          {...(derived ? { strokeDasharray: `${k} ${2.25 * k}` } : round)}
        />
      )}
    </>
  );
}

const STATE_BADGE: Partial<Record<NodeState, Fault>> = { crashed: 'crash', slow: 'slow', restarting: 'restart' };

/** The badge of a node's state, or of another fault while the state has none; centred on (x, y). */
export function StateBadge({
  state,
  fault,
  x,
  y,
  k,
}: {
  state: NodeState;
  fault: Fault | undefined;
  x: number;
  y: number;
  k: number;
}) {
  const shown = STATE_BADGE[state] ?? fault;
  if (shown === undefined) return null;
  const tone = shown === 'restart' || shown === 'pause' ? 'ink' : 'fault';
  return <FaultBadge fault={shown} x={x} y={y} size={11 * k * (k > 2 ? 0.9 : 1)} tone={tone} />;
}
