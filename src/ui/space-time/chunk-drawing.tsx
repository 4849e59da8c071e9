import { memo } from 'react';
import type { Arrow } from '../../projections/space-time.ts';
import { hatchPath } from '../drawing/hatch.ts';
import { paint } from '../drawing/paint.ts';
import { polygonPath, tenth, type Point } from '../drawing/shape.ts';
import { TOKEN_LINE } from '../drawing/token-kind.ts';
import { Text } from '../drawing/text.tsx';
import { ArrowLine } from './arrow-line.tsx';
import type { Band, Chunk } from './chunks.ts';
import { isAsked, laneY, type Plot } from './plot.ts';
import { SpanBar } from './span-bar.tsx';
import { tokenKindOf } from '../stage/token-kind-of.ts';

/** A stretch of time that is over, drawn once; its place comes from outside, so that panning does not draw it anew. */
export const ChunkDrawing = memo(
  function ChunkDrawing({ chunk, plot }: { readonly chunk: Chunk; readonly plot: Plot }) {
    const { startUs, arrows, bands, spans } = chunk;
    const place = { plot, originUs: startUs, knownUs: Infinity };
    return (
      <>
        {spans.map((span) => (
          <SpanBar key={`${span.kind} ${span.task} ${span.startUs}`} span={span} {...place} />
        ))}
        {bands.map((band) => (
          <BandDrawing key={band.first.hop} band={band} plot={plot} originUs={startUs} />
        ))}
        {arrows.map((arrow) => (
          <ArrowLine key={arrow.hop} arrow={arrow} {...place} />
        ))}
        {plot.numbers > 0 && <Numbers arrows={arrows} plot={plot} originUs={startUs} />}
      </>
    );
  },
  (a, b) => a.chunk.signature === b.chunk.signature && a.chunk.startUs === b.chunk.startUs && samePlot(a.plot, b.plot),
);

/** Panning moves a plot without changing what is drawn on it. */
function samePlot(a: Plot, b: Plot): boolean {
  return (
    a.axis.pxPerUs === b.axis.pxPerUs &&
    a.laneHeight === b.laneHeight &&
    a.index === b.index &&
    a.selected === b.selected &&
    a.followed === b.followed &&
    a.numbers === b.numbers &&
    a.head === b.head
  );
}

/** The space between the first and the last of many arrows. */
function BandDrawing({ band, plot, originUs }: { band: Band; plot: Plot; originUs: number }) {
  const { first, last, arrivedUs, count } = band;
  const [y1, y2] = [laneY(plot, first.from), laneY(plot, first.to)];
  if (y1 === undefined || y2 === undefined) return null;
  const x = (tUs: number): number => (tUs - originUs) * plot.axis.pxPerUs;
  const polygon: readonly Point[] = [
    [x(first.sentUs), y1],
    [x(last.sentUs), y1],
    [x(arrivedUs[1]), y2],
    [x(arrivedUs[0]), y2],
  ];
  const colour = paint(TOKEN_LINE[tokenKindOf(first)]);
  return (
    <g data-band={count}>
      <path d={polygonPath(polygon)} fill={colour} opacity={0.16} />
      <path d={hatchPath(polygon, 6)} stroke={colour} strokeWidth={1.1} fill="none" />
      <path d={polygonPath(polygon)} fill="none" stroke={colour} strokeWidth={1.3} />
    </g>
  );
}

/** The numbers of what clients ask for, over their lanes; where they are dense every second, fifth or tenth. */
function Numbers({ arrows, plot, originUs }: { arrows: readonly Arrow[]; plot: Plot; originUs: number }) {
  return arrows
    .filter((arrow) => isNumbered(plot, arrow))
    .map((arrow) => <NumberOver key={arrow.hop} arrow={arrow} plot={plot} originUs={originUs} />);
}

export function isNumbered(plot: Plot, arrow: Arrow): boolean {
  return (
    plot.numbers > 0 &&
    isAsked(plot.clients, arrow) &&
    (plot.numbers === 1 || Number(arrow.message.label) % plot.numbers === 0)
  );
}

/** The number of a message where it sets out. */
export function NumberOver({ arrow, plot, originUs }: { arrow: Arrow; plot: Plot; originUs: number }) {
  const y = laneY(plot, arrow.from);
  if (y === undefined) return null;
  return (
    <Text
      x={tenth((arrow.sentUs - originUs) * plot.axis.pxPerUs)}
      y={y - plot.laneHeight * 0.24}
      size={13}
      weight={700}
      face="mono"
      anchor="middle"
      halo="paper-stage"
      haloWidth={4}
    >
      {arrow.message.label}
    </Text>
  );
}
