import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { moved, polygonPath, type Point } from './shape.ts';
import { Text } from './text.tsx';
import { fitLine, textWidth } from './text-fit.ts';

export interface CdcNodeProps extends NodeProps {
  readonly name?: string;
  /** Where it stands in the commit log, such as "log 42". */
  readonly sub?: string | undefined;
  readonly w?: number;
  readonly h?: number;
  readonly size?: number;
  readonly subSize?: number;
}

const PRONGS = 14;

/** The size of a CDC connector; its prongs stick out at the left, its position hangs below. */
export function cdcSize({ name = 'CDC', size = 15, subSize = 13, k = 2 }: Omit<CdcNodeProps, 'x' | 'y'>): NodeBox {
  const w = Math.min(150, Math.max(104, Math.ceil(textWidth(name, size)) + 33 + 16));
  return nodeBox(w, 46, k, { left: PRONGS + 6, bottom: subSize * 2 });
}

/** A change data capture connector: a plug in a database's commit log. */
export const CdcNode = memo(function CdcNode(props: CdcNodeProps) {
  const {
    x,
    y,
    name = 'CDC',
    sub,
    state = 'idle',
    progress,
    selected = false,
    fault,
    size = 15,
    subSize = 13,
    k = 2,
  } = props;
  const box = cdcSize({ name, size });
  const { w = box.w, h = box.h } = props;
  const plug = (grow: number): readonly Point[] => [
    [0, 0],
    [w - 12 + grow * 1.6, 0],
    [w + grow * 2.2, h / 2 + grow],
    [w - 12 + grow * 1.6, h + 2 * grow],
    [0, h + 2 * grow],
  ];
  const points = plug(0);
  const ring = 3 * k + 1;
  const label = fitLine(name, w - 33 - 10, size);
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <path
          d={polygonPath(moved(plug(ring), -ring, -ring))}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <path
        d={`M${-PRONGS},${h * 0.3}h${PRONGS}M${-PRONGS},${h * 0.7}h${PRONGS}`}
        stroke={paint('ink-1')}
        strokeWidth={2 * k}
        fill="none"
      />
      <Outline d={polygonPath(points)} polygon={points} state={state} progress={progress} k={k} />
      <circle cx={18} cy={h / 2} r={7} fill="none" stroke={paint('ink-1')} strokeWidth={k} />
      <circle cx={18} cy={h / 2} r={2.2} fill={paint('ink-1')} />
      <Text
        x={33}
        y={h / 2 + label.size * 0.35}
        size={label.size}
        weight={700}
        halo={state === 'crashed' ? 'fault-wash' : undefined}
        title={label.cut ? name : undefined}
      >
        {label.lines[0] as string}
      </Text>
      {sub !== undefined && (
        <Text
          x={w / 2 - 4}
          y={h + subSize * 1.6}
          size={subSize}
          weight={600}
          face="mono"
          anchor="middle"
          colour="ink-2"
          halo="paper-stage"
        >
          {sub}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 12} y={0} k={k} />
    </g>
  );
});
