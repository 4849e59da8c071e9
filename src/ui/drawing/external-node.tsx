import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { NodeLabel } from './node-label.tsx';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { polygonPath, rectangle } from './shape.ts';
import { fitLines, textWidth } from './text-fit.ts';

export interface ExternalNodeProps extends NodeProps {
  readonly name: string;
  readonly sub?: string | undefined;
  readonly w?: number;
  readonly h?: number;
  readonly size?: number;
  readonly subSize?: number;
}

/** The size of an external system: it grows with its name up to a third wider, then one line higher. */
export function externalSize({
  name,
  size = 16,
  k = 2,
}: {
  readonly name: string;
  readonly size?: number;
  readonly k?: number;
}): NodeBox {
  const unit = size / 16;
  const w = Math.min(184 * unit, Math.max(136 * unit, Math.ceil((textWidth(name, size) + 24 * unit) / 4) * 4));
  const lines = fitLines(name, w - 16, size, 2).lines.length;
  return nodeBox(w, 62 * unit + (lines - 1) * size, k, { bottom: 3 * k + 1, right: 11 });
}

/** A system that is not ours: a pink plate with a hard pink shadow. It has latency and failures, no code. */
export const ExternalNode = memo(function ExternalNode(props: ExternalNodeProps) {
  const { x, y, name, sub, state = 'idle', progress, selected = false, fault, size = 16, subSize = 13, k = 2 } = props;
  const box = externalSize({ name, size, k });
  const { w = box.w, h = box.h } = props;
  const points = rectangle(0, 0, w, h);
  const ring = 3 * k + 1;
  const down = state === 'crashed';
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <path
          d={polygonPath(rectangle(-ring, -ring, w + 3 * k + 2 * ring, h + 3 * k + 2 * ring))}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <rect
        x={3 * k}
        y={3 * k}
        width={w}
        height={h}
        fill={paint('external-fill')}
        stroke={paint('ink-1')}
        strokeWidth={k}
      />
      <Outline d={polygonPath(points)} polygon={points} state={state} progress={progress} k={k} fill="external-wash" />
      {progress !== undefined && (state === 'busy' || state === 'slow') && (
        <path
          d={`M${k / 2},${h - 2.75 * k}H${k / 2 + (w - k) * progress}`}
          stroke={paint('ink-1')}
          strokeWidth={3.5 * k}
          fill="none"
        />
      )}
      <NodeLabel
        x={w / 2}
        y={h / 2}
        name={name}
        sub={sub}
        width={w - 16}
        size={size}
        subSize={subSize}
        maxLines={sub === undefined || h >= size * 2.4 + subSize * 2.2 ? 2 : 1}
        halo={down ? 'fault-wash' : undefined}
        subColour={down ? 'fault-text' : 'external-text'}
      />
      <StateBadge state={state} fault={fault} x={w - 10} y={0} k={k} />
    </g>
  );
});
