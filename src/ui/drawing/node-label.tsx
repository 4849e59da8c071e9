import type { Colour } from './paint.ts';
import { Text } from './text.tsx';
import { ellipsis, fitLines } from './text-fit.ts';

export interface NodeLabelProps {
  /** Centre of the label. */
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly sub?: string | undefined;
  /** The width that the name may take, in px. */
  readonly width: number;
  readonly subWidth?: number;
  readonly size: number;
  readonly subSize: number;
  readonly maxLines?: number;
  readonly halo?: Colour | undefined;
  readonly haloWidth?: number;
  readonly subColour?: Colour;
}

/** A node's name over its running line. A long name wraps, then shrinks one step; a long running line is cut. */
export function NodeLabel(props: NodeLabelProps) {
  const {
    x,
    y,
    name,
    sub,
    width,
    subWidth = width,
    size,
    subSize,
    maxLines = 1,
    halo,
    haloWidth = 4,
    subColour = 'ink-2',
  } = props;
  const fitted = fitLines(name, width, size, maxLines);
  const spread = ((fitted.lines.length - 1) * fitted.size * 1.1) / 2;
  const baseline = y + (sub === undefined ? fitted.size * 0.35 : -subSize * 0.18) - spread;
  const shownSub = sub === undefined ? undefined : ellipsis(sub, subWidth, subSize, 'mono');
  return (
    <>
      {fitted.lines.map((line, i) => (
        <Text
          key={i}
          x={x}
          y={baseline + i * fitted.size * 1.1}
          size={fitted.size}
          weight={700}
          anchor="middle"
          halo={halo}
          haloWidth={haloWidth}
          title={fitted.cut && i === 0 ? name : undefined}
        >
          {line}
        </Text>
      ))}
      {shownSub !== undefined && (
        <Text
          x={x}
          y={y + spread + subSize * 1.12 + (size - 16) * 0.2}
          size={subSize}
          weight={600}
          face="mono"
          anchor="middle"
          colour={subColour}
          halo={halo}
          haloWidth={haloWidth}
          title={shownSub === sub ? undefined : sub}
        >
          {shownSub}
        </Text>
      )}
    </>
  );
}
