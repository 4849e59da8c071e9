/** Stands for the leader of a partition that has none. */
export const NO_LEADER = -1;

/**
 * What an election may do. ONLINE: a leader of the in-sync replicas; UNCLEAN: any live replica where none of these
 * lives; PREFERRED: back to the first replica if it is in sync.
 */
export type Election = 'ONLINE' | 'UNCLEAN' | 'PREFERRED';

export interface Candidates {
  /** In the order of their assignment; the first one is preferred. */
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Who leads now, or NO_LEADER. */
  readonly leader: number;
  readonly alive: ReadonlySet<number>;
}

export interface Elected {
  readonly leader: number;
  /** Whether the leader was not in sync, so that committed records may be lost. */
  readonly unclean: boolean;
}

/** Elects a partition's leader as Kafka's controller does. */
export function electLeader({ replicas, isr, leader, alive }: Candidates, election: Election): Elected {
  const isValid = (replica: number): boolean => isr.includes(replica) && alive.has(replica);
  const preferred = election === 'PREFERRED' ? replicas.slice(0, 1) : [];
  const clean = [...preferred, leader, ...replicas].find(isValid);
  if (clean !== undefined) return { leader: clean, unclean: false };
  const unclean = election === 'UNCLEAN' ? replicas.find((replica) => alive.has(replica)) : undefined;
  return unclean === undefined ? { leader: NO_LEADER, unclean: false } : { leader: unclean, unclean: true };
}
