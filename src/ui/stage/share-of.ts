/** How far `at` lies between two instants, 0 to 1; what takes no time is done. */
export function shareOf(at: number, from: number, to: number): number {
  return to <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from)));
}
