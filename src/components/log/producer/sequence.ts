/** The highest sequence number; 0 comes after it. */
export const LAST_SEQUENCE = 2 ** 31 - 1;

/** The sequence number so many records on (or back, if negative). */
export function sequenceAfter(sequence: number, records: number): number {
  const numbers = LAST_SEQUENCE + 1;
  return (((sequence + records) % numbers) + numbers) % numbers;
}

/** Whether a batch with this first sequence number comes right after the last one. */
export function follows(last: number, first: number): boolean {
  return first === sequenceAfter(last, 1);
}
