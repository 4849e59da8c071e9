import { sampleUs } from '../../kernel/distribution.ts';
import { RandomSource } from '../../kernel/random.ts';

/** Draws exponential times with this mean. */
export function exponential(meanUs: number, seed: number): () => number {
  const draws = new RandomSource(seed).stream('disk', 'test');
  return () => sampleUs({ kind: 'exponential', meanUs }, draws);
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
