import { memo } from 'react';
import { paint } from './paint.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-fit.ts';

export interface GroupMarkProps {
  readonly x: number;
  readonly y: number;
  /** The group's letter, as on its pins. */
  readonly who: string;
  /** The group is late or its consumer is down. */
  readonly bad?: boolean;
  readonly size?: number;
}

/** The letter of a consumer group where its subscription meets the service; centred on (x, y). */
export const GroupMark = memo(function GroupMark({ x, y, who, bad = false, size = 18 }: GroupMarkProps) {
  const letter = size * 0.72;
  const width = Math.max(size, textWidth(who, letter, 'mono') + 6);
  return (
    <g transform={`translate(${x},${y})`} data-group={who}>
      <rect
        x={-width / 2}
        y={-size / 2}
        width={width}
        height={size}
        fill={paint(bad ? 'fault-fill' : 'ink-1')}
        stroke={paint('paper-stage')}
        strokeWidth={size / 10}
      />
      <Text
        x={0}
        y={letter * 0.36}
        size={letter}
        weight={700}
        face="mono"
        anchor="middle"
        colour={bad ? 'on-fault' : 'ink-inverse'}
      >
        {who}
      </Text>
    </g>
  );
});
