import type { Report } from './report.ts';

/** Means of a cell of the experiment. */
export interface Cell {
  readonly calls: number;
  readonly timeMs: number;
}

type CellOf = (clients: number, algo: string) => Cell | undefined;

const ALGORITHMS = ['None', 'Exponential', 'EqualJitter', 'FullJitter', 'Decorr'];

/** Checks the orderings that the reference states in words, for every number of clients that it has a row of. */
export function checkOrderings(
  orderings: readonly string[],
  clients: readonly number[],
  cellOf: CellOf,
  report: Report,
): void {
  const counts = [...new Set(clients)].toSorted((a, b) => a - b);
  for (const text of orderings) {
    checkChain(text, counts, cellOf, report);
    for (const [, n, calls] of text.matchAll(/N=(\d+): always (\d+) calls?/g)) {
      const measured = ALGORITHMS.map((algo) => cellOf(Number(n), algo)?.calls);
      report.case(
        `${n} clients: calls`,
        ALGORITHMS.map(() => Number(calls)),
        measured,
      );
    }
  }
}

/** "calls, clients 40..150: None > Exponential > …": from the most to the least, with every such number of clients. */
function checkChain(text: string, counts: readonly number[], cellOf: CellOf, report: Report): void {
  const [, what, from, to, chain = ''] = /^(calls|time), clients (\d+)\.\.(\d+): ([\w >]+)/.exec(text) ?? [];
  if (what === undefined) return;
  const field = what === 'calls' ? 'calls' : 'timeMs';
  const named = chain.split(/>+/).map((name) => name.trim());
  const algorithms = named.map((name) => ALGORITHMS.find((algo) => algo.startsWith(name)) ?? name);
  for (const clients of counts.filter((n) => n >= Number(from) && n <= Number(to))) {
    const measured = algorithms.map((algo) => ({ algo, value: cellOf(clients, algo)?.[field] ?? NaN }));
    const actual = measured.toSorted((a, b) => b.value - a.value).map(({ algo }) => algo);
    report.case(`${clients} clients: ${what} from most to least`, algorithms, actual);
  }
}
