/** The quantile function of measured values, each as likely as its weight says; at least one weight must be above 0. */
export function empiricalQuantile(
  values: readonly number[],
  weights?: readonly number[] | undefined,
): (p: number) => number {
  if (weights === undefined) {
    const sorted = values.toSorted((x, y) => x - y);
    return (p) => sorted[Math.floor(p * sorted.length)]!;
  }
  // In order of value, so that a larger p never gives a smaller value.
  const weighted = values
    .map((value, i) => ({ value, weight: weights[i]! }))
    .filter(({ weight }) => weight > 0)
    .sort((x, y) => x.value - y.value);
  let total = 0;
  const upTo = weighted.map(({ weight }) => (total += weight));
  return (p) => weighted[firstAbove(upTo, p * total)]!.value;
}

function firstAbove(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
