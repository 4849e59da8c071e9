import { sum } from '../components/stream-processor/aggregate.ts';
import { WindowOperator } from '../components/stream-processor/window-operator.ts';
import type { WindowOutput } from '../components/stream-processor/window-output.ts';
import { BEAM_DEFAULTS } from '../components/stream-processor/windowing-strategy.ts';
import type { WindowingStrategy } from '../components/stream-processor/windowing-strategy.ts';
import type { Report } from './report.ts';
import { clockText, clockUs, triggerOf, windowOf } from './stream-text.ts';

export interface Score {
  readonly team: string;
  readonly score: number;
  readonly eventTime: string;
  readonly procTime: string;
}

interface Firing {
  readonly sum: number;
  readonly window: string;
  readonly emit: string;
  readonly timing: string;
  readonly index: number;
}

type SessionRow = readonly [sign: '+' | '-', sum: number, start: string, end: string, emit: string];

export interface Book {
  /** Processing times and the event time that the watermark reaches then. */
  readonly watermark?: readonly (readonly [processing: string, event: string])[];
  readonly windowedTotals?: readonly (readonly [start: string, sum: number])[];
  readonly globalTotal?: number;
  readonly watermarkThenLateFirings?: readonly Firing[];
  readonly sessionsGap1mWithRetractions?: readonly SessionRow[];
}

interface Emitted {
  readonly output: WindowOutput<number, number>;
  readonly nowUs: number;
}

/** Runs the book's nine scores as its tables do. */
export function checkBook(book: Book, scores: readonly Score[], report: Report): void {
  const {
    windowedTotals,
    globalTotal,
    watermarkThenLateFirings: firings,
    sessionsGap1mWithRetractions: sessions,
  } = book;
  if (globalTotal !== undefined) {
    const panes = batch(scores, 'global').map(({ sum: total }) => total);
    report.case('book: total', [globalTotal], panes);
  }
  if (windowedTotals !== undefined) {
    const totals = batch(scores, 'fixed 2m').map(({ window, sum: total }) => [window, total]);
    report.case('book: windowed totals', windowedTotals, totals);
  }
  if (firings !== undefined) report.case('book: watermark, then late firings', firings, lateFirings(book, scores));
  if (sessions !== undefined) {
    report.case('book: sessions with retractions', inInstants(sessions), inInstants(sessionRows(sessions, scores)));
  }
}

/** All scores, then the end of time. */
function batch(scores: readonly Score[], window: string): readonly { readonly window: string; readonly sum: number }[] {
  const { operator, emitted } = operatorOf({ ...BEAM_DEFAULTS, window: windowOf(window, true) });
  for (const { team, score, eventTime } of scores) operator.add(team, score, clockUs(eventTime), 0);
  operator.advanceWatermark(Infinity, 0);
  return panesOf(emitted).map(({ pane }) => ({ window: minuteOf(pane.window.startUs), sum: pane.value }));
}

function lateFirings({ watermark = [] }: Book, scores: readonly Score[]): readonly Firing[] {
  const { operator, emitted } = operatorOf({
    ...BEAM_DEFAULTS,
    window: windowOf('fixed 2m', true),
    trigger: triggerOf('watermark + late: every element'),
    accumulation: 'accumulating',
    allowedLatenessUs: Infinity,
  });
  const arrivals = scores.map(({ team, score, eventTime, procTime }) => ({
    atUs: clockUs(procTime),
    happen: (nowUs: number) => void operator.add(team, score, clockUs(eventTime), nowUs),
  }));
  const advances = watermark.map(([processing, event]) => ({
    atUs: clockUs(processing),
    happen: (nowUs: number) => operator.advanceWatermark(clockUs(event), nowUs),
  }));
  for (const { atUs, happen } of [...arrivals, ...advances].toSorted((a, b) => a.atUs - b.atUs)) happen(atUs);
  return panesOf(emitted).map(({ pane, nowUs }) => ({
    sum: pane.value,
    window: minuteOf(pane.window.startUs),
    emit: clockText(nowUs),
    timing: pane.timing.toLowerCase().replace('_', '-'),
    index: pane.index,
  }));
}

function sessionRows(rows: readonly SessionRow[], scores: readonly Score[]): readonly SessionRow[] {
  const { operator, emitted } = operatorOf({
    ...BEAM_DEFAULTS,
    window: windowOf('session gap 1m', true),
    trigger: triggerOf('repeatedly elementCount>=1'),
    accumulation: 'retracting',
    allowedLatenessUs: Infinity,
  });
  for (const { score, atUs } of arrivalsIn(rows, scores)) {
    operator.add(score.team, score.score, clockUs(score.eventTime), atUs);
  }
  return emitted.flatMap(({ output, nowUs }): SessionRow[] => {
    if (output.kind !== 'pane' && output.kind !== 'retraction') return [];
    const { startUs, endUs } = output.window;
    const sign = output.kind === 'pane' ? '+' : '-';
    return [[sign, output.value, clockText(startUs), clockText(endUs), clockText(nowUs)]];
  });
}

/**
 * The table's emit times aren't those of the data. So each of its instants tells which score came then: the one by which
 * its sums differ, at an event time within the new session.
 */
function arrivalsIn(
  rows: readonly SessionRow[],
  scores: readonly Score[],
): { readonly score: Score; readonly atUs: number }[] {
  const left = [...scores];
  const instants = [...new Set(rows.map(([, , , , emit]) => emit))];
  return instants.flatMap((emit) => {
    const now = rows.filter((row) => row[4] === emit);
    const difference = now.reduce((total, [sign, value]) => (sign === '+' ? total + value : total - value), 0);
    const session = now.find(([sign]) => sign === '+');
    const inSession = (at: string): boolean => session !== undefined && at >= session[2] && at < session[3];
    const found = left.findIndex(({ score, eventTime }) => score === difference && inSession(eventTime));
    return found === -1 ? [] : left.splice(found, 1).map((score) => ({ score, atUs: clockUs(emit) }));
  });
}

/** Rows in the order of their instants; within one their order is free. */
function inInstants(rows: readonly SessionRow[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row.toReversed())).toSorted();
}

function operatorOf(strategy: WindowingStrategy): {
  readonly operator: WindowOperator<number, number, number>;
  readonly emitted: readonly Emitted[];
} {
  const emitted: Emitted[] = [];
  const operator = new WindowOperator<number, number, number>(strategy, sum, (output, nowUs) => {
    emitted.push({ output, nowUs });
  });
  return { operator, emitted };
}

function panesOf(emitted: readonly Emitted[]) {
  return emitted.flatMap(({ output, nowUs }) => (output.kind === 'pane' ? [{ pane: output, nowUs }] : []));
}

function minuteOf(us: number): string {
  return us === -Infinity ? 'global' : clockText(us).slice(0, 5);
}
