/**
 * How the values of a window become one result; `merge` joins what two sessions have gathered.
 * Both may change what they are given first; a result must not change afterwards.
 */
export interface Aggregate<Value, Gathered, Result> {
  empty(): Gathered;
  add(gathered: Gathered, value: Value): Gathered;
  merge(a: Gathered, b: Gathered): Gathered;
  result(gathered: Gathered): Result;
}

/** The sum of numbers, 0 of none. */
export const sum: Aggregate<number, number, number> = {
  empty: () => 0,
  add: (gathered, value) => gathered + value,
  merge: (a, b) => a + b,
  result: (gathered) => gathered,
};

/** How many values there are. */
export const count: Aggregate<unknown, number, number> = {
  empty: () => 0,
  add: (gathered) => gathered + 1,
  merge: (a, b) => a + b,
  result: (gathered) => gathered,
};

/** The least number; null of none. */
export const least = extreme((a, b) => Math.min(a, b));

/** The greatest number; null of none. */
export const greatest = extreme((a, b) => Math.max(a, b));

/** The mean of numbers; null of none. */
export const mean: Aggregate<number, readonly [sum: number, count: number], number | null> = {
  empty: () => [0, 0],
  add: ([total, n], value) => [total + value, n + 1],
  merge: (a, b) => [a[0] + b[0], a[1] + b[1]],
  result: ([total, n]) => (n === 0 ? null : total / n),
};

/** The values themselves, in the order of their arrival. */
export function list<Value>(): Aggregate<Value, Value[], readonly Value[]> {
  return {
    empty: () => [],
    add: (gathered, value) => {
      gathered.push(value);
      return gathered;
    },
    merge: (a, b) => [...a, ...b],
    result: (gathered) => [...gathered],
  };
}

function extreme(pick: (a: number, b: number) => number): Aggregate<number, number | null, number | null> {
  const either = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : pick(a, b));
  return { empty: () => null, add: either, merge: either, result: (gathered) => gathered };
}
