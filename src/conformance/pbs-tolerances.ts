/** How far a measured figure may be from the reference's. */
export interface Tolerances {
  /** Absolute. */
  readonly probability: number;
  /** Relative, by the time's name in the reference. */
  readonly ofTime: (what: string) => number;
}

/** Reads "probabilities +-1 percentage point …; t999 +-12% …; read/write P50 2%, P999 5%". */
export function tolerancesOf(text: string): Tolerances {
  const points = /probabilities \+-([\d.]+)/.exec(text)?.[1] ?? '1';
  const percent = (of: string, otherwise: number): number =>
    Number(new RegExp(`${of} (?:\\+-)?([\\d.]+)%`).exec(text)?.[1] ?? otherwise) / 100;
  const [visible, middle, tail] = [percent('t999', 12), percent('P50', 2), percent('P999', 5)];
  return {
    probability: Number(points) / 100,
    ofTime: (what) => (what === 't999' ? visible : what.endsWith('P50') ? middle : tail),
  };
}
