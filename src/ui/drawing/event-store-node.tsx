import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint, type Colour } from './paint.ts';
import { polygonPath, rectangle } from './shape.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLine } from './text-fit.ts';

export interface StoredEvent {
  readonly label: string;
  /** A snapshot folds everything before it. */
  readonly snapshot?: boolean;
}

export interface StoredStream {
  readonly id: string;
  readonly events: readonly StoredEvent[];
  /** Events before `events` that are not drawn. */
  readonly older?: number;
}

export interface EventStoreNodeProps extends NodeProps {
  readonly name?: string;
  readonly streams: readonly StoredStream[];
  /** Streams to keep room for, so that the node keeps its size while streams come. */
  readonly slots?: number;
  readonly w?: number;
  /** Side of a sticky. */
  readonly cell?: number;
  /** Distance from one sticky to the next. */
  readonly step?: number;
  /** Width of the column with the stream ids. */
  readonly lab?: number;
  readonly size?: number;
  readonly labelSize?: number;
}

const HEADER = 32;
const TILT = [-1.5, 1, -0.6, 1.6, -1] as const;

/** The size of an event store with room for `slots` streams. */
export function eventStoreSize({
  slots,
  w = 282,
  cell = 44,
  k = 2,
}: {
  readonly slots: number;
  readonly w?: number;
  readonly cell?: number;
  readonly k?: number;
}): NodeBox {
  return nodeBox(w, HEADER + Math.max(1, slots) * (cell + 16) + 6, k);
}

/** An event store: a dark header and one row of overlapping stickies for each stream; a yellow sticky is a snapshot. */
export const EventStoreNode = memo(function EventStoreNode(props: EventStoreNodeProps) {
  const {
    x,
    y,
    name = 'Event store',
    streams,
    state = 'idle',
    progress,
    selected = false,
    fault,
    w = 282,
    cell = 44,
    step = 47,
    lab = 70,
    size = 15,
    labelSize = 13,
    k = 2,
  } = props;
  const slots = props.slots ?? streams.length;
  const { h } = eventStoreSize({ slots, w, cell });
  const rowHeight = cell + 16;
  const ring = 3 * k + 1;
  const room = Math.max(1, Math.floor((w - lab - cell - 4) / step) + 1);
  const label = fitLine(name, w - 20, size);
  const shown = streams.slice(0, streams.length > slots ? slots - 1 : slots);
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <rect
          x={-ring}
          y={-ring}
          width={w + 2 * ring}
          height={h + 2 * ring}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <Outline
        d={polygonPath(rectangle(0, 0, w, h))}
        polygon={rectangle(0, HEADER - 2, w, h - HEADER + 2)}
        state={state}
        progress={progress}
        k={k}
      />
      <rect width={w} height={HEADER - 2} fill={paint('ink-1')} />
      <Text x={10} y={20} size={label.size} weight={700} colour="ink-inverse" title={label.cut ? name : undefined}>
        {label.lines[0] as string}
      </Text>
      {shown.map((stream, r) => (
        <g key={stream.id} transform={`translate(0,${HEADER + r * rowHeight + 9})`}>
          {r > 0 && <path d={`M0,-8H${w}`} stroke={paint('rule')} strokeWidth={1} />}
          <StreamRow
            stream={stream}
            room={room}
            cell={cell}
            step={step}
            lab={lab}
            size={labelSize}
            halo={state === 'crashed' ? 'fault-wash' : undefined}
          />
        </g>
      ))}
      {streams.length > slots && (
        <Text
          x={10}
          y={HEADER + (slots - 1) * rowHeight + 9 + cell / 2 + 5}
          size={labelSize}
          weight={700}
          face="mono"
          colour="ink-3"
        >
          {`+${streams.length - shown.length} streams`}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 4} y={0} k={k} />
    </g>
  );
});

function StreamRow({
  stream,
  room,
  cell,
  step,
  lab,
  size,
  halo,
}: {
  stream: StoredStream;
  room: number;
  cell: number;
  step: number;
  lab: number;
  size: number;
  halo: Colour | undefined;
}) {
  const shown = stream.events.slice(-room);
  const skipped = stream.events.length - shown.length;
  const older = skipped + (stream.older ?? 0);
  const id = ellipsis(stream.id, lab - 14, size, 'mono', 'tail');
  return (
    <>
      <Text
        x={10}
        y={cell / 2 + (older > 0 ? -2 : 5)}
        size={size}
        weight={700}
        face="mono"
        colour="ink-2"
        halo={halo}
        title={id === stream.id ? undefined : stream.id}
      >
        {id}
      </Text>
      {older > 0 && (
        <Text
          x={10}
          y={cell / 2 + 14}
          size={size}
          weight={600}
          face="mono"
          colour="ink-3"
          halo={halo}
          title={`${older} older events`}
        >
          {`+${older}`}
        </Text>
      )}
      {shown.map((event, i) => (
        <g key={skipped + i} transform={`translate(${lab + i * step},0) rotate(${TILT[(skipped + i) % TILT.length]})`}>
          <Sticky event={event} cell={cell} size={size} />
        </g>
      ))}
    </>
  );
}

function Sticky({ event, cell, size }: { event: StoredEvent; cell: number; size: number }) {
  const label = fitLine(event.label, cell - 3, size, 'mono');
  const text = (x: number, y: number) => (
    <Text
      x={x}
      y={y}
      size={size}
      weight={700}
      face="mono"
      anchor="middle"
      colour="on-hue"
      title={label.cut ? event.label : undefined}
    >
      {label.lines[0] as string}
    </Text>
  );
  if (event.snapshot === true)
    return (
      <>
        <rect width={cell} height={cell} fill={paint('aggregate-fill')} stroke={paint('ink-1')} strokeWidth={1.5} />
        <path
          d={`M4,10V4H10M${cell - 10},4H${cell - 4}V10M${cell - 4},${cell - 10}V${cell - 4}H${cell - 10}M10,${cell - 4}H4V${cell - 10}`}
          fill="none"
          stroke={paint('on-hue')}
          strokeWidth={1.6}
        />
        {text(cell / 2, cell / 2 + 5)}
      </>
    );
  return (
    <>
      <path
        d={`M0,0H${cell}V${cell - 8}L${cell - 8},${cell}H0Z`}
        fill={paint('event-fill')}
        stroke={paint('ink-1')}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      <path
        d={`M${cell},${cell - 8}H${cell - 8}V${cell}Z`}
        fill={paint('event-wash')}
        stroke={paint('ink-1')}
        strokeWidth={1.2}
        strokeLinejoin="round"
      />
      {text(cell / 2 - 1, cell / 2 + 4)}
    </>
  );
}
