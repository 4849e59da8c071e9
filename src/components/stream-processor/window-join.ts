import type { Aggregate } from './aggregate.ts';

/** An element of one of the two streams of a join. */
export type Sided<Left, Right> =
  | { readonly side: 'left'; readonly value: Left }
  | { readonly side: 'right'; readonly value: Right };

/** Two elements that belong together; null stands for the partner that an outer join doesn't find. */
export type Pair<Left, Right> = readonly [left: Left | null, right: Right | null];

export type JoinKind = 'inner' | 'left' | 'full';

interface Sides<Left, Right> {
  readonly left: Left[];
  readonly right: Right[];
}

/** Joins two streams by key and window: for a `WindowOperator` into which both streams go. */
export function joinOf<Left, Right>(
  kind: JoinKind,
): Aggregate<Sided<Left, Right>, Sides<Left, Right>, readonly Pair<Left, Right>[]> {
  return {
    empty: () => ({ left: [], right: [] }),
    add: (sides, element) => {
      if (element.side === 'left') sides.left.push(element.value);
      else sides.right.push(element.value);
      return sides;
    },
    merge: (a, b) => ({ left: [...a.left, ...b.left], right: [...a.right, ...b.right] }),
    result: (sides) => pairsOf(kind, sides),
  };
}

function pairsOf<Left, Right>(kind: JoinKind, { left, right }: Sides<Left, Right>): readonly Pair<Left, Right>[] {
  if (left.length > 0 && right.length > 0) return left.flatMap((l) => right.map((r): Pair<Left, Right> => [l, r]));
  if (kind === 'inner') return [];
  const alone = left.map((l): Pair<Left, Right> => [l, null]);
  return kind === 'left' ? alone : [...alone, ...right.map((r): Pair<Left, Right> => [null, r])];
}
