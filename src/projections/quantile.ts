import { invariant } from '../kernel/invariant.ts';

/** The smallest of the ascending numbers that a share `q` of them (0 to 1) does not exceed: the nearest-rank quantile. */
export function quantile(ascending: readonly number[], q: number): number {
  invariant(ascending.length > 0, 'there is no quantile of nothing');
  const rank = Math.max(1, Math.ceil(q * ascending.length));
  return ascending[rank - 1] as number;
}
