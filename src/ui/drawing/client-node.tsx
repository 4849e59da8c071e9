import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { hundredth } from './shape.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLine, textWidth } from './text-fit.ts';

export interface ClientNodeProps extends NodeProps {
  readonly name?: string;
  /** Its open requests, in words. */
  readonly sub?: string | undefined;
  /** Height of the bust in px. */
  readonly bust?: number;
  readonly size?: number;
  readonly subSize?: number;
  /** False leaves the name out, for a legend or a palette. */
  readonly labelled?: boolean;
}

/** The widest a label under a bust gets, in font sizes. */
const LABEL_EMS = 8.5;

/** The size of a client: its bust; the name and the open requests hang below. */
export function clientSize({
  name = 'Client',
  bust = 46,
  size = 16,
  subSize = 13,
  labelled = true,
  k = 2,
}: Omit<ClientNodeProps, 'x' | 'y'>): NodeBox {
  const side = labelled
    ? Math.max(0, (Math.min(LABEL_EMS * size, Math.max(textWidth(name, size), 6 * size)) - bust) / 2)
    : 0;
  return nodeBox(bust, bust, k, {
    bottom: labelled ? size * 1.18 + subSize * 1.7 : 4,
    left: side,
    right: Math.max(side, 12),
  });
}

const SHOULDERS = 'M-21,24C-21,7 -12,2 0,2C12,2 21,7 21,24Z';
const HEAD = 'M-10.5,-10a10.5,10.5 0 1 1 21,0a10.5,10.5 0 1 1 -21,0z';

/** A client: the bust of a person, or of whatever stands outside and asks. */
export const ClientNode = memo(function ClientNode(props: ClientNodeProps) {
  const {
    x,
    y,
    name = 'Client',
    sub,
    state = 'idle',
    selected = false,
    fault,
    bust = 46,
    size = 16,
    subSize = 13,
    labelled = true,
    k = 2,
  } = props;
  const q = bust / 46;
  const [cx, baseline] = [bust / 2, bust + size * 1.18];
  const label = fitLine(name, LABEL_EMS * size, size);
  const line = sub === undefined ? undefined : ellipsis(sub, LABEL_EMS * size * 1.2, subSize, 'mono');
  const ring = (colour: string, width: number) => (
    <path d={SHOULDERS + HEAD} fill={colour} stroke={colour} strokeWidth={width / q} strokeLinejoin="round" />
  );
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      <g transform={`translate(${cx},${22 * q}) scale(${hundredth(q)})`}>
        {selected && (
          <g data-selected="">
            {ring(paint('ink-1'), 7 * k)}
            {ring(paint('paper-stage'), 4 * k)}
          </g>
        )}
        <path
          d={SHOULDERS + HEAD}
          fill={paint('paper-raised')}
          stroke={paint('ink-1')}
          strokeWidth={k / q}
          strokeLinejoin="round"
        />
      </g>
      {labelled && (
        <Text
          x={cx}
          y={baseline}
          size={label.size}
          weight={700}
          anchor="middle"
          halo="paper-stage"
          title={label.cut ? name : undefined}
        >
          {label.lines[0] as string}
        </Text>
      )}
      {labelled && line !== undefined && (
        <Text
          x={cx}
          y={baseline + subSize * 1.32}
          size={subSize}
          weight={600}
          face="mono"
          anchor="middle"
          colour="ink-2"
          halo="paper-stage"
          title={line === sub ? undefined : sub}
        >
          {line}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={cx + 20 * q} y={4 * q} k={k} />
    </g>
  );
});
