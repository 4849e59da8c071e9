import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { moved, polygonPath, type Point } from './shape.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLine, textWidth } from './text-fit.ts';

export interface StreamProcessorNodeProps extends NodeProps {
  readonly name: string;
  /** The length of its window, such as "5 s". */
  readonly span?: string | undefined;
  /** How many events the window holds now. */
  readonly held?: number;
  /** How many events have already left the window. */
  readonly passed?: number;
  readonly sub?: string | undefined;
  readonly w?: number;
  readonly h?: number;
  readonly size?: number;
  readonly subSize?: number;
}

const MOUTH = 13;
const STEP = 17;
/** Events drawn at most; above it the bracket says how many it holds. */
const DRAWN = 5;

/** The size of a stream processor: it grows with its name up to a third wider. */
export function streamProcessorSize({
  name,
  size = 16,
  k = 2,
}: {
  readonly name: string;
  readonly size?: number;
  readonly k?: number;
}): NodeBox {
  return nodeBox(Math.min(260, Math.max(196, Math.ceil(textWidth(name, size)) + 28)), 96, k, { right: 12 });
}

/** A stream processor: a funnel, with the events that its window holds in a bracket. */
export const StreamProcessorNode = memo(function StreamProcessorNode(props: StreamProcessorNodeProps) {
  const {
    x,
    y,
    name,
    span,
    held = 0,
    passed = 0,
    sub,
    state = 'idle',
    progress,
    selected = false,
    fault,
    size = 16,
    subSize = 13,
    k = 2,
  } = props;
  const { w = streamProcessorSize({ name, size }).w, h = 96 } = props;
  const funnel = (grow: number): readonly Point[] => [
    [0, 0],
    [w + 2 * grow, MOUTH],
    [w + 2 * grow, h + 2 * grow - MOUTH],
    [0, h + 2 * grow],
  ];
  const ring = 3 * k + 1;
  const label = fitLine(name, w - 24, size);
  const heldDrawn = Math.min(held, DRAWN);
  const passedDrawn = Math.min(passed, DRAWN - heldDrawn);
  const strip = 44;
  const left = 16 + passedDrawn * STEP;
  // An empty window is still a window: the bracket keeps the width of one event.
  const right = left + Math.max(1, heldDrawn) * STEP;
  const count = held > heldDrawn ? ` +${held - heldDrawn}` : '';
  const note = `${span ?? ''}${count}`;
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <path
          d={polygonPath(moved(funnel(ring), -ring, -ring))}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <Outline d={polygonPath(funnel(0))} polygon={funnel(0)} state={state} progress={progress} k={k} />
      <Text
        x={12}
        y={28}
        size={label.size}
        weight={700}
        title={label.cut ? name : undefined}
        halo={state === 'crashed' ? 'fault-wash' : undefined}
      >
        {label.lines[0] as string}
      </Text>
      {Array.from({ length: passedDrawn + heldDrawn }, (_, i) => (
        <rect
          key={i}
          x={16 + i * STEP}
          y={strip + 3}
          width={12}
          height={12}
          fill={paint(i < passedDrawn ? 'event-wash' : 'event-fill')}
          stroke={paint('ink-1')}
          strokeWidth={1.2}
        />
      ))}
      <path
        d={`M${left + 2},${strip - 2}h-5v22h5M${right - 7},${strip - 2}h5v22h-5`}
        fill="none"
        stroke={paint('ink-1')}
        strokeWidth={2.2}
      />
      {note !== '' && (
        <Text x={right + 7} y={strip + 14} size={subSize} weight={600} face="mono" colour="ink-2">
          {ellipsis(note.trim(), w - right - 14, subSize, 'mono')}
        </Text>
      )}
      {sub !== undefined && (
        <Text
          x={12}
          y={h - 13}
          size={subSize}
          weight={600}
          face="mono"
          colour={state === 'crashed' ? 'fault-text' : 'ink-2'}
          halo={state === 'crashed' ? 'fault-wash' : undefined}
          title={sub}
        >
          {ellipsis(sub, w - 24, subSize, 'mono')}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 6} y={MOUTH} k={k} />
    </g>
  );
});
