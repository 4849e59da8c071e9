/** What is drawn for the messages in flight on one link, by how many there are. */
export type Density = 'tokens' | 'small-tokens' | 'ribbon' | 'rate';

/** The drawing for `count` messages in flight on one link. Failures and the followed message stay tokens at any density. */
export function densityOf(count: number): Density {
  if (count <= 6) return 'tokens';
  if (count <= 20) return 'small-tokens';
  return count <= 200 ? 'ribbon' : 'rate';
}

const [FEWEST, MOST] = [Math.sqrt(21), Math.sqrt(200)];
const [THIN, THICK] = [3, 14];

/** The thickness in px of a ribbon that stands for `count` messages: 3 to 14, by the square root. */
export function ribbonThickness(count: number): number {
  const share = (Math.sqrt(Math.max(0, count)) - FEWEST) / (MOST - FEWEST);
  return THIN + (THICK - THIN) * Math.min(1, Math.max(0, share));
}
