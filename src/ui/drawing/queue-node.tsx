import { memo } from 'react';
import { DeadLetters } from './dead-letters.tsx';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { roundRectangle, tube } from './shape.ts';
import { Text } from './text.tsx';
import { fitLine } from './text-fit.ts';
import { Token } from './token.tsx';
import { type TokenKind } from './token-kind.ts';

export interface QueueItem {
  readonly kind?: TokenKind;
  /** Its number, shown in place of the kind's letter. */
  readonly n?: string | number | undefined;
}

export interface TakenItem extends QueueItem {
  /** Share of the visibility timeout that has run, 0 to 1. */
  readonly timeout: number;
}

export interface QueueNodeProps extends NodeProps {
  readonly name: string;
  /** Messages waiting, the next to be read first. */
  readonly items: readonly QueueItem[];
  /** Messages taken and not yet acknowledged, the oldest first. */
  readonly taken?: readonly TakenItem[];
  /** Dead letters; undefined for a queue without a dead-letter queue. */
  readonly dead?: number | undefined;
  readonly kind?: TokenKind;
  readonly slots?: number;
  readonly cell?: number;
  readonly size?: number;
  readonly labelSize?: number;
}

const geometry = (slots: number, cell: number) => {
  const r = cell / 2 + 5;
  return { r, w: slots * cell + 2 * r - 4, h: cell + 10 };
};

/** The size of a queue's tube; its name stands above it, visibility bars and dead letters hang below. */
export function queueSize({
  slots = 6,
  cell = 32,
  size = 15,
  k = 2,
  dead = false,
}: {
  readonly slots?: number;
  readonly cell?: number;
  readonly size?: number;
  readonly k?: number;
  readonly dead?: boolean;
}): NodeBox {
  const { w, h } = geometry(slots, cell);
  return nodeBox(w, h, k, { top: 13 + size, bottom: dead ? 30 + h : 10 });
}

/** A queue broker: a tube that is read from the right. */
export const QueueNode = memo(function QueueNode(props: QueueNodeProps) {
  const {
    x,
    y,
    name,
    items,
    taken = [],
    dead,
    kind = 'event',
    state = 'idle',
    progress,
    selected = false,
    fault,
    slots = 6,
    cell = 32,
    size = 15,
    labelSize = 13,
    k = 2,
  } = props;
  const { r, w, h } = geometry(slots, cell);
  const slotX = (i: number): number => r - 2 + i * cell + cell / 2;
  const total = taken.length + items.length;
  // A crowd gives up one slot to say how many more wait.
  const room = total > slots ? slots - 1 : slots;
  const shownTaken = taken.slice(0, room);
  const shownItems = items.slice(0, room - shownTaken.length);
  const border = slots - shownTaken.length;
  const ring = 3 * k + 1;
  const label = fitLine(name, w - 56, size, 'mono');
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <rect
          x={-ring}
          y={-ring}
          width={w + 2 * ring}
          height={h + 2 * ring}
          rx={h / 2 + ring}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          data-selected=""
        />
      )}
      <Text
        x={4}
        y={-13}
        size={label.size}
        weight={700}
        face="mono"
        halo="paper-stage"
        title={label.cut ? name : undefined}
      >
        {label.lines[0] as string}
      </Text>
      <Text x={w} y={-13} size={labelSize} weight={600} anchor="end" colour="ink-2" halo="paper-stage">
        queue
      </Text>
      <Outline d={roundRectangle(w, h, h / 2)} polygon={tube(0, 0, w, h)} state={state} progress={progress} k={k} />
      {Array.from({ length: slots - 1 }, (_, i) => {
        const at = r - 2 + (i + 1) * cell;
        const edge = i + 1 === border;
        return (
          <path key={i} d={`M${at},6V${h - 6}`} stroke={paint(edge ? 'ink-1' : 'rule')} strokeWidth={edge ? 2 : 1} />
        );
      })}
      {shownTaken.map((item, j) => {
        const at = slotX(slots - 1 - j);
        return (
          <g key={j}>
            <rect x={at - cell / 2 + 3} y={4} width={cell - 6} height={h - 8} fill={paint('ink-wash')} />
            <Token kind={item.kind ?? kind} x={at} y={h / 2} size={cell * 0.62} glyph={item.n} />
            <rect x={at - cell / 2 + 4} y={h + 4} width={cell - 8} height={4} fill={paint('paper-sunk')} />
            <rect x={at - cell / 2 + 4} y={h + 4} width={(cell - 8) * item.timeout} height={4} fill={paint('ink-1')} />
          </g>
        );
      })}
      {shownItems.map((item, j) => (
        <Token key={j} kind={item.kind ?? kind} x={slotX(border - 1 - j)} y={h / 2} size={cell * 0.72} glyph={item.n} />
      ))}
      {total > slots && (
        <Text x={slotX(0)} y={h / 2 + labelSize * 0.36} size={labelSize} weight={700} face="mono" anchor="middle">
          {`+${total - room}`}
        </Text>
      )}
      {dead !== undefined && dead > 0 && <DeadLetters count={dead} y={h} cell={cell} k={k} labelSize={labelSize + 1} />}
      <StateBadge state={state} fault={fault} x={w - r / 2} y={2} k={k} />
    </g>
  );
});
