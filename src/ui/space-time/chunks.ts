import type { Arrow, Span, SpaceTimeView } from '../../projections/space-time.ts';
import { isDrawn, type Plot } from './plot.ts';

/** What is over in one stretch of time: it never changes again, so it is drawn once. */
export interface Chunk {
  readonly index: number;
  readonly startUs: number;
  readonly arrows: readonly Arrow[];
  readonly bands: readonly Band[];
  readonly spans: readonly Span[];
  /** Equal for chunks that draw the same. */
  readonly signature: string;
}

/** Arrows too dense to be told apart: the space between the slowest and the fastest. */
export interface Band {
  readonly first: Arrow;
  readonly last: Arrow;
  /** When the first and the last of them arrived. */
  readonly arrivedUs: readonly [number, number];
  readonly count: number;
}

export interface Settled {
  readonly chunks: readonly Chunk[];
  /** What is still under way at the furthest instant known. */
  readonly openArrows: readonly Arrow[];
  readonly openSpans: readonly Span[];
}

/** Under so many px between arrows of one lane pair they become a band. */
const DENSE_PX = 3;
const FEWEST_IN_BAND = 8;
const CHUNKS = 8;

interface Open {
  arrows: Arrow[];
  spans: Span[];
  sum: number;
}

/** Splits what happened into stretches of time that are over, and what is not. */
export function settledOf(view: SpaceTimeView, plot: Plot): Settled {
  const { fromUs, toUs } = plot.axis;
  const lengthUs = Math.max(1, Math.ceil((toUs - fromUs) / CHUNKS));
  const open = new Map<number, Open>();
  const at = (tUs: number): Open => {
    const index = Math.floor(tUs / lengthUs);
    let chunk = open.get(index);
    if (chunk === undefined) open.set(index, (chunk = { arrows: [], spans: [], sum: 0 }));
    return chunk;
  };
  const openArrows: Arrow[] = [];
  const openSpans: Span[] = [];
  for (const arrow of view.arrows) {
    if (!isDrawn(plot, arrow)) continue;
    if (arrow.endUs === null) openArrows.push(arrow);
    else {
      const chunk = at(arrow.sentUs);
      chunk.arrows.push(arrow);
      chunk.sum += arrow.hop + arrow.endUs + (arrow.lost === null ? 0 : 1);
    }
  }
  for (const span of view.spans) {
    if (!plot.index.has(span.component) || (span.kind === 'request' && !span.timedOut)) continue;
    if (span.endUs === null) openSpans.push(span);
    else {
      const chunk = at(span.startUs);
      chunk.spans.push(span);
      chunk.sum += span.task + span.endUs;
    }
  }
  const chunks = [...open]
    .sort(([a], [b]) => a - b)
    .map(([index, { arrows, spans, sum }]): Chunk => {
      const dense = denseOf(arrows, plot);
      const signature = `${lengthUs} ${arrows.length} ${spans.length} ${sum}`;
      return { index, startUs: index * lengthUs, arrows: dense.arrows, bands: dense.bands, spans, signature };
    });
  return { chunks, openArrows, openSpans };
}

/** Failures, poison and the followed message remain arrows, however dense. */
function denseOf(arrows: readonly Arrow[], plot: Plot): { arrows: readonly Arrow[]; bands: readonly Band[] } {
  const pairs = new Map<string, Arrow[]>();
  const single: Arrow[] = [];
  for (const arrow of arrows) {
    const { message, lost, from, to } = arrow;
    if (lost !== null || message.kind === 'error' || message.poison || message.correlationId === plot.followed)
      single.push(arrow);
    else {
      const key = `${from} ${to} ${message.kind}`;
      const pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, [arrow]);
      else pair.push(arrow);
    }
  }
  const bands: Band[] = [];
  for (const pair of pairs.values()) {
    pair.sort((a, b) => a.sentUs - b.sentUs);
    const [first, last] = [pair[0] as Arrow, pair.at(-1) as Arrow];
    const spread = (last.sentUs - first.sentUs) * plot.axis.pxPerUs;
    if (pair.length < FEWEST_IN_BAND || spread / (pair.length - 1) >= DENSE_PX) single.push(...pair);
    else bands.push({ first, last, count: pair.length, arrivedUs: arrivals(pair) });
  }
  return { arrows: single, bands };
}

function arrivals(arrows: readonly Arrow[]): readonly [number, number] {
  const ends = arrows.map(({ endUs, dueUs }) => endUs ?? dueUs);
  return [Math.min(...ends), Math.max(...ends)];
}
