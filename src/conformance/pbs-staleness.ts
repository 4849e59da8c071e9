import type { QuorumSizes } from '../components/database/quorum-group.ts';
import { PbsMeasure } from './pbs-measure.ts';
import type { MeasuredTime } from './pbs-measure.ts';
import { delayModel, exponentialModel } from './pbs-models.ts';
import { missedShare } from './pbs-partial-quorums.ts';
import { tolerancesOf } from './pbs-tolerances.ts';
import type { Report } from './report.ts';

/** A configuration, as every form of case names it. */
interface Setup {
  readonly model?: string;
  readonly lambdaW?: number;
  readonly lambdaARS?: number;
  readonly N: number;
  readonly R: number;
  readonly W: number;
}

interface Claim extends Setup {
  readonly t: number;
  readonly k?: number;
  readonly p?: number;
  readonly pAtLeast?: number;
  readonly t999?: number;
}

interface Simulated extends Setup {
  readonly pConsistent?: Readonly<Record<string, number>>;
  readonly t999?: number;
  readonly readP999?: number;
  readonly writeP999?: number;
  readonly readP50?: number;
  readonly writeP50?: number;
}

interface KStale extends Setup {
  readonly pMissQuorum: number;
  readonly kStale: Readonly<Record<string, number>>;
}

interface PbsVectors {
  readonly _meta?: { readonly distributions?: Parameters<typeof delayModel>[1]; readonly tolerance?: string };
  readonly publishedTable?: {
    readonly columns: readonly string[];
    readonly N: number;
    readonly rows: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  };
  readonly publishedClaims?: readonly Claim[];
  readonly reference?: readonly Claim[];
  readonly simulated?: readonly Simulated[];
  readonly kStaleness?: { readonly cases: readonly KStale[] };
}

/** A figure of the reference: what it is called there, of which configuration, and what it says. */
interface Figure {
  readonly setup: Setup;
  readonly what: string;
  readonly expected: number;
  /** For probabilities: how many ms after the commit the read begins, and how many versions back it may be. */
  readonly lateMs: number;
  readonly k: number;
  readonly atLeast: boolean;
}

const TIMES = ['t999', 'readP999', 'writeP999', 'readP50', 'writeP50'] as const;

/** Holds the replicas' reads and writes, simulated one by one, against the published probabilities and times. */
export function check(document: unknown, report: Report): void {
  const vectors = document as PbsVectors;
  const { _meta: { distributions = {}, tolerance = '' } = {} } = vectors;
  const allowed = tolerancesOf(tolerance);
  const figures = figuresOf(vectors);
  const measures = measuresOf(figures, distributions);
  for (const { setup, what, expected, lateMs, k, atLeast } of figures) {
    const measure = measures.get(nameOf(setup));
    const name = `${nameOf(setup)}: ${what}`;
    if (what.startsWith('p')) {
      const actual = measure?.freshWithin(k, lateMs) ?? NaN;
      // More than at least so much is no fault.
      report.within(name, expected, atLeast ? Math.min(actual, expected) : actual, allowed.probability);
    } else {
      const { ms, errorMs } = measure === undefined ? UNKNOWN : timeOf(measure, what);
      report.within(name, expected, ms, expected * allowed.ofTime(what) + ERRORS * errorMs);
    }
  }
  for (const { N, R, W, pMissQuorum, kStale } of vectors.kStaleness?.cases ?? []) {
    const missed = missedShare({ replicas: N, read: R, write: W });
    const name = `N=${N} R=${R} W=${W}`;
    report.within(`${name}: misses the newest version`, pMissQuorum, missed, ROUNDING);
    for (const [k, expected] of Object.entries(kStale))
      report.within(`${name}: older than ${k} versions`, expected, missed ** Number(k), ROUNDING);
  }
}

/** Our own uncertainty counts beside the reference's: so many standard errors. */
const ERRORS = 2;
const UNKNOWN: MeasuredTime = { ms: NaN, errorMs: NaN };
/** Exact, but for the order in which the reference multiplies. */
const ROUNDING = 1e-12;

function figuresOf({ publishedTable, publishedClaims = [], reference = [], simulated = [] }: PbsVectors): Figure[] {
  const figures: Figure[] = [];
  const probability = (setup: Setup, expected: number, t: number, k = 1, atLeast = false): void => {
    figures.push({ setup, what: `p(t=${t} ms, k=${k})`, expected, lateMs: t, k, atLeast });
  };
  const time = (setup: Setup, what: string, expected: number | undefined): void => {
    if (expected !== undefined) figures.push({ setup, what, expected, lateMs: 0, k: 1, atLeast: false });
  };
  for (const [quorums, models] of Object.entries(publishedTable?.rows ?? {})) {
    const [, R = '1', W = '1'] = /^R(\d+)W(\d+)$/.exec(quorums) ?? [];
    for (const [model, row] of Object.entries(models)) {
      const setup = { model, N: publishedTable?.N ?? 3, R: Number(R), W: Number(W) };
      publishedTable?.columns.forEach((column, i) => time(setup, column.replace(/ms$/, ''), row[i]));
    }
  }
  for (const claim of [...publishedClaims, ...reference]) {
    if (claim.p !== undefined) probability(claim, claim.p, claim.t, claim.k);
    if (claim.pAtLeast !== undefined) probability(claim, claim.pAtLeast, claim.t, claim.k, true);
    time(claim, 't999', claim.t999);
  }
  for (const row of simulated) {
    for (const [t, p] of Object.entries(row.pConsistent ?? {})) probability(row, p, Number(t));
    for (const what of TIMES) time(row, what, row[what]);
  }
  return figures;
}

/** One experiment for each configuration, with a reader for each time that somebody asks for. */
function measuresOf(
  figures: readonly Figure[],
  distributions: Parameters<typeof delayModel>[1],
): ReadonlyMap<string, PbsMeasure> {
  const measures = new Map<string, PbsMeasure>();
  for (const { setup } of figures) {
    const name = nameOf(setup);
    if (measures.has(name)) continue;
    const group = figures.filter((figure) => nameOf(figure.setup) === name);
    const { N, R, W, lambdaW, lambdaARS } = setup;
    const model =
      lambdaW === undefined || lambdaARS === undefined
        ? delayModel(setup.model ?? '', distributions)
        : exponentialModel(lambdaW, lambdaARS);
    if (model === undefined) continue;
    const sizes: QuorumSizes = { replicas: N, read: R, write: W };
    const lateMs = [...new Set(group.map((figure) => figure.lateMs))].sort((a, b) => a - b);
    measures.set(
      name,
      new PbsMeasure(
        name,
        sizes,
        model,
        lateMs,
        group.some(({ what }) => !what.startsWith('p')),
      ),
    );
  }
  return measures;
}

function nameOf({ model, lambdaW, lambdaARS, N, R, W }: Setup): string {
  const delays = lambdaW === undefined ? model : `exponential ${lambdaW}/${lambdaARS}`;
  return `${delays} N=${N} R=${R} W=${W}`;
}

function timeOf(measure: PbsMeasure, what: string): MeasuredTime {
  if (what === 't999') return measure.t999;
  const [, which, percent = ''] = /^(read|write)P(\d+)$/.exec(what) ?? [];
  const share = Number(`0.${percent}`);
  return which === 'read' ? measure.read(share) : which === 'write' ? measure.write(share) : UNKNOWN;
}
