import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { NodeLabel } from './node-label.tsx';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { hexagon, leftOf, moved, polygonPath, type Point } from './shape.ts';
import { fitLines, textWidth } from './text-fit.ts';

export interface ServiceNodeProps extends NodeProps {
  readonly name: string;
  /** The running line: what it does now, or how long it has been down. */
  readonly sub?: string | undefined;
  readonly w?: number;
  readonly h?: number;
  /** How far the ends taper. */
  readonly taper?: number;
  /** Further instances, stacked behind. */
  readonly replicas?: number;
  readonly size?: number;
  readonly subSize?: number;
}

export interface ServiceSizeOptions {
  readonly name: string;
  readonly replicas?: number;
  readonly size?: number;
  readonly k?: number;
}

/** The width of text inside a hexagon that reaches `reach` px up or down from its middle, where the ends slant in. */
const labelWidth = (w: number, h: number, taper: number, reach: number): number =>
  w - 2 * taper * Math.min(1, reach / (h / 2)) - 6;

/** The size of a service: it grows with its name up to a third wider, then one line higher; never with its running line. */
export function serviceSize({ name, replicas = 0, size = 16, k = 2 }: ServiceSizeOptions): NodeBox {
  const unit = size / 16;
  const wanted = Math.ceil((textWidth(name, size) + 40 * unit) / 4) * 4;
  const w = Math.min(184 * unit, Math.max(136 * unit, wanted));
  const lines = fitLines(name, labelWidth(w, 62 * unit, 16 * unit, size), size, 2).lines.length;
  const h = 62 * unit + (lines - 1) * size;
  const stack = replicas * 2.5 * k;
  return nodeBox(w, h, k, { top: 5.5 * k + 1 + stack, right: 3.75 * k + 4 + stack });
}

/** The strip `height` high at the hexagon's foot, up to `edge`: the work bar. */
function foot(w: number, h: number, taper: number, height: number, edge: number): string {
  const inset = (taper * (h / 2 - height)) / (h / 2);
  const strip: readonly Point[] = [
    [inset, h - height],
    [w - inset, h - height],
    [w - taper, h],
    [taper, h],
  ];
  return polygonPath(leftOf(strip, edge));
}

/** A service: a long hexagon whose outline tells its state before its label does. */
export const ServiceNode = memo(function ServiceNode(props: ServiceNodeProps) {
  const {
    x,
    y,
    name,
    sub,
    state = 'idle',
    progress,
    selected = false,
    fault,
    replicas = 0,
    size = 16,
    subSize = 13,
    k = 2,
  } = props;
  const box = serviceSize({ name, size, k });
  const { w = box.w, h = box.h, taper = size } = props;
  const points = hexagon(w, h, taper);
  const d = polygonPath(points);
  const working = state === 'busy' || (state === 'slow' && progress !== undefined);
  const bar = 3.5 * k;
  const ring = 3 * k + 1;
  const down = state === 'crashed';
  const lift = working ? (sub === undefined ? 2 : 3 * k) : sub === undefined ? 0 : 3;
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {Array.from({ length: replicas }, (_, i) => (
        <path
          key={i}
          d={d}
          transform={`translate(${(replicas - i) * 2.5 * k},${(i - replicas) * 2.5 * k})`}
          fill={paint('paper-raised')}
          stroke={paint('ink-1')}
          strokeWidth={k}
          strokeLinejoin="round"
        />
      ))}
      {selected && (
        <path
          d={polygonPath(moved(hexagon(w + ring * 2.5, h + ring * 2, taper + ring / 2), -ring * 1.25, -ring))}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <Outline d={d} polygon={points} state={state} progress={progress} k={k} />
      {working && (
        <>
          <path d={foot(w, h, taper, bar, w)} fill={paint('paper-sunk')} />
          <path d={foot(w, h, taper, bar, w * (progress ?? 0))} fill={paint('ink-1')} />
          <path d={d} fill="none" stroke={paint('ink-1')} strokeWidth={k} strokeLinejoin="round" />
        </>
      )}
      <NodeLabel
        x={w / 2}
        y={h / 2 - lift}
        name={name}
        sub={sub}
        width={labelWidth(w, h, taper, sub === undefined ? size * 0.45 : size)}
        subWidth={labelWidth(w, h, taper, subSize)}
        size={size}
        subSize={subSize}
        maxLines={sub === undefined || h >= size * 2.4 + subSize * 2.2 ? 2 : 1}
        halo={down ? 'fault-wash' : undefined}
        haloWidth={2 * k}
        subColour={down ? 'fault-text' : 'ink-2'}
      />
      <StateBadge state={state} fault={fault} x={w - taper - 2} y={0} k={k} />
    </g>
  );
});
