import { paint } from './paint.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-fit.ts';

export interface GroupPin {
  /** The offset that these groups read next. */
  readonly at: number;
  /** The groups' letters. */
  readonly who: readonly string[];
  /** A late group is red and carries its lag. */
  readonly bad?: boolean;
  readonly lag?: number | undefined;
}

export interface PlacedPin {
  readonly pin: GroupPin;
  /** Where its pointer stands. */
  readonly pointer: number;
  /** Left edge of its first letter. */
  readonly left: number;
  readonly width: number;
}

const letterWidth = (text: string, side: number, size: number): number =>
  Math.max(side, textWidth(text, size, 'mono') + 6);

const pinWidth = (pin: GroupPin, side: number, size: number): number =>
  pin.who.reduce((sum, who) => sum + letterWidth(who, side, size), 0) +
  (pin.lag ? letterWidth(String(pin.lag), side, size) : 0);

/**
 * Places pins under a row so that none overlap: a crowded pin slides right while its pointer stays at the
 * boundary, and the last ones are pushed back left when they would leave the node.
 */
export function placePins(
  pins: readonly GroupPin[],
  pointerOf: (offset: number) => number,
  from: number,
  to: number,
  size: number,
): readonly PlacedPin[] {
  const side = size + 5;
  let next = from;
  const placed = [...pins]
    .sort((a, b) => a.at - b.at)
    .map((pin) => {
      const pointer = pointerOf(pin.at);
      const width = pinWidth(pin, side, size);
      const left = Math.max(pointer - side / 3, next);
      next = left + width + 1;
      return { pin, pointer, left, width };
    });
  let limit = to;
  for (let i = placed.length - 1; i >= 0; i--) {
    const it = placed[i] as { pin: GroupPin; pointer: number; left: number; width: number };
    it.left = Math.min(it.left, limit - it.width);
    limit = it.left - 1;
  }
  return placed;
}

/** The pins of one row; the row's cells end at y = 0. */
export function LogPins({
  placed,
  size,
  k,
}: {
  readonly placed: readonly PlacedPin[];
  readonly size: number;
  readonly k: number;
}) {
  const side = size + 5;
  const top = 8;
  return placed.map(({ pin, pointer, left }) => {
    const bad = pin.bad === true;
    let x = left;
    return (
      <g key={`${pin.at}${pin.who.join('')}`} data-pin={pin.who.join('')}>
        <path d={`M${pointer},3l${side / 4},${side / 3}h${-side / 2}z`} fill={paint(bad ? 'fault-line' : 'ink-1')} />
        {pin.who.map((who) => {
          const width = letterWidth(who, side, size);
          const at = x;
          x += width;
          return (
            <g key={who}>
              <rect
                x={at}
                y={top}
                width={width}
                height={side}
                fill={paint(bad ? 'fault-fill' : 'ink-1')}
                stroke={paint('paper-raised')}
                strokeWidth={1.2}
              />
              <Text
                x={at + width / 2}
                y={top + side / 2 + size * 0.36}
                size={size}
                weight={700}
                face="mono"
                anchor="middle"
                colour={bad ? 'on-fault' : 'ink-inverse'}
              >
                {who}
              </Text>
            </g>
          );
        })}
        {pin.lag ? (
          <g>
            <rect
              x={x}
              y={top + 0.8}
              width={letterWidth(String(pin.lag), side, size) - 1.5}
              height={side - 1.6}
              fill={paint('paper-raised')}
              stroke={paint('fault-line')}
              strokeWidth={0.8 * k}
            />
            <Text
              x={x + letterWidth(String(pin.lag), side, size) / 2 - 0.6}
              y={top + side / 2 + size * 0.36}
              size={size}
              weight={800}
              face="mono"
              anchor="middle"
              colour="fault-text"
            >
              {pin.lag}
            </Text>
          </g>
        ) : null}
      </g>
    );
  });
}
