import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint, type Colour } from './paint.ts';
import { rectangle, roundRectangle } from './shape.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLine, textWidth } from './text-fit.ts';

export interface RegistrySubject {
  readonly subject: string;
  readonly versions: readonly number[];
  /** The version being written now; its tab is filled. */
  readonly written?: number | undefined;
}

export interface RegistryNodeProps extends NodeProps {
  readonly name?: string;
  readonly subjects: readonly RegistrySubject[];
  /** Rows to keep room for, so that the node keeps its size while subjects come. */
  readonly rows?: number;
  readonly w?: number;
  readonly size?: number;
  readonly subSize?: number;
}

const ROW = 25;
const TAB = 27;
/** Version tabs drawn at most; older ones fold into "…". */
const TABS = 3;

/** The size of a schema registry: a title and `rows` subjects. */
export function registrySize({
  rows,
  w = 220,
  k = 2,
}: {
  readonly rows: number;
  readonly w?: number;
  readonly k?: number;
}): NodeBox {
  return nodeBox(w, 34 + Math.max(1, rows) * ROW, k);
}

/** A schema registry: a book with a version tab for each schema. */
export const RegistryNode = memo(function RegistryNode(props: RegistryNodeProps) {
  const {
    x,
    y,
    name = 'Schema registry',
    subjects,
    state = 'idle',
    progress,
    selected = false,
    fault,
    w = 220,
    size = 15,
    subSize = 13,
    k = 2,
  } = props;
  const { rows = Math.max(1, subjects.length) } = props;
  const { h } = registrySize({ rows, w });
  const ring = 3 * k + 1;
  const halo = state === 'crashed' ? 'fault-wash' : undefined;
  const label = fitLine(name, w - 40, size);
  const shown = subjects.slice(0, subjects.length > rows ? rows - 1 : rows);
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <rect
          x={-ring}
          y={-ring}
          width={w + 2 * ring}
          height={h + 2 * ring}
          rx={4}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          data-selected=""
        />
      )}
      <Outline d={roundRectangle(w, h, 3)} polygon={rectangle(0, 0, w, h)} state={state} progress={progress} k={k} />
      <path d={`M9,0V${h}`} stroke={paint('ink-1')} strokeWidth={k * 0.8} />
      <Text x={19} y={22} size={label.size} weight={700} halo={halo} title={label.cut ? name : undefined}>
        {label.lines[0] as string}
      </Text>
      {shown.map((row, i) => (
        <g key={row.subject} transform={`translate(0,${32 + i * ROW})`}>
          <SubjectRow {...row} width={w} size={subSize} halo={halo} />
        </g>
      ))}
      {subjects.length > rows && (
        <Text x={19} y={32 + (rows - 1) * ROW + 16} size={subSize} weight={600} face="mono" colour="ink-3" halo={halo}>
          {`+${subjects.length - shown.length} more`}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 8} y={0} k={k} />
    </g>
  );
});

function SubjectRow({
  subject,
  versions,
  written,
  width,
  size,
  halo,
}: RegistrySubject & { width: number; size: number; halo: Colour | undefined }) {
  const tabs = versions.slice(-TABS);
  const left = width - 8 - tabs.length * TAB;
  const folded = versions.length - tabs.length;
  const room = left - 24 - (folded > 0 ? 16 : 0);
  const shown = ellipsis(subject, room, size, 'mono');
  return (
    <>
      <Text
        x={19}
        y={16}
        size={size}
        weight={600}
        face="mono"
        colour="ink-2"
        halo={halo}
        title={textWidth(subject, size, 'mono') > room ? subject : undefined}
      >
        {shown}
      </Text>
      {folded > 0 && (
        <Text
          x={left - 5}
          y={16}
          size={size}
          weight={700}
          face="mono"
          anchor="end"
          colour="ink-3"
          title={`${folded} older`}
        >
          …
        </Text>
      )}
      {tabs.map((version, j) => {
        const now = version === (written ?? versions.at(-1));
        return (
          <g key={version} transform={`translate(${left + j * TAB},1)`}>
            <rect
              width={25}
              height={21}
              fill={paint(now ? 'ink-1' : 'paper-raised')}
              stroke={paint('ink-1')}
              strokeWidth={1.4}
            />
            <Text
              x={12.5}
              y={15.4}
              size={size}
              weight={700}
              face="mono"
              anchor="middle"
              colour={now ? 'ink-inverse' : 'ink-1'}
            >
              {`v${version}`}
            </Text>
          </g>
        );
      })}
    </>
  );
}
