/** How many of the first `length` ascending numbers are below `limit`: the place where it would go in. O(log n). */
export function countBelow(ascending: ArrayLike<number>, limit: number, length: number = ascending.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
