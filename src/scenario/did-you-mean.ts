/** The candidate that a misspelt name most likely means, or null when none is near. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.floor(Math.max(3, name.length) / 3) + 1;
  // Long names cost quadratic time and are no misspelling of anything.
  if (name.length > 60) return null;
  for (const candidate of candidates) {
    if (candidate.length > 60) continue;
    const distance =
      name.toLowerCase() === candidate.toLowerCase() ? 0.5 : editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** "`paymnt` is not a component; did you mean `payment`?", or with the whole choice where that is short. */
export function isNotA(name: string, noun: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const near = nearest(name, all);
  const says = `\`${shortened(name)}\` is not ${noun}`;
  if (near !== null) return `${says}; did you mean \`${near}\`?`;
  if (all.length === 0 || all.length > 12) return says;
  return `${says}; there ${all.length === 1 ? 'is' : 'are'} ${listed(all)}`;
}

/** "`a`, `b` and `c`". */
export function listed(names: readonly string[], last = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}

/** Text for a message: never so long that it hides the sentence around it. */
export function shortened(text: string, most = 40): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
