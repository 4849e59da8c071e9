import { memo } from 'react';
import { Text } from '../drawing/text.tsx';
import { fitLine } from '../drawing/text-fit.ts';
import { Target } from '../stage/target.tsx';
import type { Lane } from './lanes.ts';

export interface LaneNamesProps {
  readonly lanes: readonly Lane[];
  readonly laneHeight: number;
  /** Width of the column of names. */
  readonly width: number;
  /** Components that are down at the playhead: ids, parted by spaces. */
  readonly down: string;
  readonly selected: string | null;
  readonly size: number;
  readonly onSelect?: ((id: string) => void) | undefined;
}

/** The names of the lanes, red while their component is down; pressing one selects it. */
export const LaneNames = memo(function LaneNames({
  lanes,
  laneHeight,
  width,
  down,
  selected,
  size,
  onSelect,
}: LaneNamesProps) {
  const ids = new Set(down.split(' '));
  return lanes.map((lane, i) => {
    const y = (i + 0.5) * laneHeight;
    const { lines, size: fitted, cut } = fitLine(lane.name, width - 18, size);
    const isDown = lane.members.some((member) => ids.has(member));
    const isSelected = selected !== null && lane.members.includes(selected);
    const text = (
      <Text
        x={width - 14}
        y={y + fitted * 0.35}
        size={fitted}
        weight={isSelected ? 750 : 600}
        anchor="end"
        colour={isDown ? 'fault-text' : 'ink-1'}
        title={cut ? lane.name : undefined}
      >
        {lines[0] as string}
      </Text>
    );
    const [only] = lane.members;
    if (onSelect === undefined || lane.members.length !== 1 || only === undefined) return <g key={lane.id}>{text}</g>;
    return (
      <Target
        key={lane.id}
        id={`lane ${lane.id}`}
        label={`Select ${lane.name}`}
        pressed={isSelected}
        onPress={() => onSelect(only)}
        ring={{ x: 4, y: y - laneHeight / 2 + 4, width: width - 10, height: laneHeight - 8 }}
      >
        <rect x={0} y={y - laneHeight / 2} width={width - 4} height={laneHeight} fill="none" />
        {text}
      </Target>
    );
  });
});
