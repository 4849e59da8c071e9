import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { rectangle, roundRectangle } from './shape.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLine, textWidth } from './text-fit.ts';

export interface GatewayNodeProps extends NodeProps {
  readonly name?: string | undefined;
  readonly sub?: string | undefined;
  /** One lane for each service behind it. */
  readonly lanes?: number;
  /** Lanes in use now, counted from 0 at the top. */
  readonly busyLanes?: readonly number[];
  readonly w?: number;
  readonly h?: number;
  readonly size?: number;
  readonly subSize?: number;
}

/** The size of a gateway: three lanes fill the reference height, more lanes make it taller. */
export function gatewaySize({
  name,
  lanes = 3,
  w = 46,
  size = 16,
  subSize = 13,
  k = 2,
}: Omit<GatewayNodeProps, 'x' | 'y'>): NodeBox {
  const side = name === undefined ? 0 : Math.max(0, (textWidth(name, size) - w) / 2);
  return nodeBox(w, Math.max(108, lanes * 30 + 18), k, {
    left: Math.max(side, 3 * k + 6),
    right: Math.max(side, 3 * k + 6),
    bottom: name === undefined ? 6 : size * 1.5 + subSize * 1.4,
  });
}

const LANE = 14;

/** An API gateway: one plate with a lane through it for each service behind. */
export const GatewayNode = memo(function GatewayNode(props: GatewayNodeProps) {
  const {
    x,
    y,
    name,
    sub,
    state = 'idle',
    progress,
    selected = false,
    fault,
    lanes = 3,
    busyLanes = [],
    w = 46,
    size = 16,
    subSize = 13,
    k = 2,
  } = props;
  const { h = gatewaySize({ lanes }).h } = props;
  const ring = 3 * k + 1;
  const laneY = (i: number): number => h * (lanes === 1 ? 0.5 : 0.22 + (0.56 * i) / (lanes - 1));
  const room = w * 2.6;
  const label = name === undefined ? undefined : fitLine(name, room, size);
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <rect
          x={-ring - 4}
          y={-ring}
          width={w + 2 * ring + 8}
          height={h + 2 * ring}
          rx={3}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          data-selected=""
        />
      )}
      <Outline d={roundRectangle(w, h, 3)} polygon={rectangle(0, 0, w, h)} state={state} progress={progress} k={k} />
      {Array.from({ length: lanes }, (_, i) => {
        const used = busyLanes.includes(i);
        return (
          <g key={i} transform={`translate(0,${laneY(i)})`}>
            <rect
              x={-5}
              y={-LANE / 2}
              width={w + 10}
              height={LANE}
              fill={paint(used ? 'ink-1' : 'paper-stage')}
              stroke={paint('ink-1')}
              strokeWidth={k * 0.8}
              strokeLinejoin="round"
            />
            <path
              d={`M${w / 2 - 4},-4l4,4l-4,4`}
              fill="none"
              stroke={paint(used ? 'ink-inverse' : 'ink-1')}
              strokeWidth={2}
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </g>
        );
      })}
      {label !== undefined && (
        <Text
          x={w / 2}
          y={h + size * 1.3}
          size={label.size}
          weight={700}
          anchor="middle"
          halo="paper-stage"
          title={label.cut ? name : undefined}
        >
          {label.lines[0] as string}
        </Text>
      )}
      {sub !== undefined && (
        <Text
          x={w / 2}
          y={h + size * 1.3 + subSize * 1.32}
          size={subSize}
          weight={600}
          face="mono"
          anchor="middle"
          colour="ink-2"
          halo="paper-stage"
          title={sub}
        >
          {ellipsis(sub, room * 1.2, subSize, 'mono')}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 4} y={0} k={k} />
    </g>
  );
});
