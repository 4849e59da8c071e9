import type { BackoffPolicy } from '../components/resilience/backoff.ts';
import { US_PER_MS } from '../kernel/time.ts';
import { checkOrderings } from './contention-orderings.ts';
import type { Cell } from './contention-orderings.ts';
import { ContentionExperiment } from './contention-experiment.ts';
import type { HopModel } from './contention-experiment.ts';
import type { Report } from './report.ts';

interface Row {
  readonly clients: number;
  readonly algo: string;
  readonly runs: number;
  readonly calls_mean: number;
  readonly calls_sd: number;
  readonly time_ms_mean: number;
  readonly time_ms_sd: number;
}

interface BackoffVectors {
  readonly _meta?: {
    readonly model?: { readonly network?: string; readonly base_ms?: number; readonly cap_ms?: number };
    readonly orderings?: readonly string[];
  };
  readonly rows?: readonly Row[];
}

/** As few as the reference's tolerance allows. */
const RUNS = 100;

const POLICIES: Readonly<Record<string, Pick<BackoffPolicy, 'growth' | 'jitter'>>> = {
  None: { growth: 'none', jitter: 'none' },
  Exponential: { growth: 'exponential', jitter: 'none' },
  EqualJitter: { growth: 'exponential', jitter: 'equal' },
  FullJitter: { growth: 'exponential', jitter: 'full' },
  Decorr: { growth: 'exponential', jitter: 'decorrelated' },
};

/** Runs the published contention experiment with the simulator's own clock, random streams and backoff. */
export function check(document: unknown, report: Report): void {
  const { _meta: meta = {}, rows = [] } = document as BackoffVectors;
  const { base_ms: baseMs = 5, cap_ms: capMs = 2000, network = '' } = meta.model ?? {};
  const bounds = { baseUs: baseMs * US_PER_MS, capUs: capMs * US_PER_MS };
  const hop = hopOf(network);
  const cells = new Map<string, Cell | undefined>();
  const cellOf = (clients: number, algo: string): Cell | undefined => {
    const name = `${algo} with ${clients} clients`;
    if (!cells.has(name)) cells.set(name, measure(clients, POLICIES[algo], bounds, hop));
    return cells.get(name);
  };
  for (const row of rows) {
    const cell = cellOf(row.clients, row.algo);
    const name = `${row.algo} with ${row.clients} clients`;
    report.within(`${name}: calls`, row.calls_mean, cell?.calls ?? NaN, toleranceOf(row.calls_sd, row.runs));
    report.within(`${name}: time in ms`, row.time_ms_mean, cell?.timeMs ?? NaN, toleranceOf(row.time_ms_sd, row.runs));
  }
  checkOrderings(
    meta.orderings ?? [],
    rows.map(({ clients }) => clients),
    cellOf,
    report,
  );
}

function measure(
  clients: number,
  policy: Pick<BackoffPolicy, 'growth' | 'jitter'> | undefined,
  bounds: Pick<BackoffPolicy, 'baseUs' | 'capUs'>,
  hop: HopModel,
): Cell | undefined {
  if (policy === undefined) return undefined;
  let calls = 0;
  let timeUs = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const result = new ContentionExperiment(seed, hop).run(clients, { ...policy, ...bounds });
    calls += result.calls;
    timeUs += result.timeUs;
  }
  return { calls: calls / RUNS, timeMs: timeUs / RUNS / US_PER_MS };
}

/** "every hop delay = |Normal(10, 2)| ms". */
function hopOf(network: string): HopModel {
  const [, mean = '10', sd = '2'] = /Normal\(\s*([\d.]+)\s*,\s*([\d.]+)\s*\)/.exec(network) ?? [];
  return { meanUs: Number(mean) * US_PER_MS, sdUs: Number(sd) * US_PER_MS };
}

/** Four standard errors of each side's mean, and half of the last digit in which the reference's is given. */
function toleranceOf(sd: number, runs: number): number {
  return 4 * (sd / Math.sqrt(RUNS) + sd / Math.sqrt(runs)) + (sd === 0 ? 0 : 0.05);
}
