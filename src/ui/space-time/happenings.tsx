import { useMemo } from 'react';
import type { SpaceTimeView } from '../../projections/space-time.ts';
import { Text } from '../drawing/text.tsx';
import { textWidth } from '../drawing/text-fit.ts';
import { ArrowLine } from './arrow-line.tsx';
import { ChunkDrawing, isNumbered, NumberOver } from './chunk-drawing.tsx';
import { settledOf } from './chunks.ts';
import { LagSteps } from './lag-steps.tsx';
import { LaneGround, LifeMarks } from './lane-ground.tsx';
import type { Lane } from './lanes.ts';
import { laneY, type Plot } from './plot.ts';
import { SpanBar } from './span-bar.tsx';
import { xOf } from './time-axis.ts';

export interface HappeningsProps {
  readonly lanes: readonly Lane[];
  readonly plot: Plot;
  readonly spaceTime: SpaceTimeView;
  readonly playedUs: number;
  /** The group whose lag is drawn, as `log/group`. */
  readonly lagGroup: string | null;
  /** Words and numbers; a miniature has none. */
  readonly words: boolean;
}

/** Scale of the marks of a miniature. */
const MINIATURE = 0.62;

/** What was played: lanes, work, arrows, outages and lag. What is over is drawn once, what is under way each time. */
export function Happenings({ lanes, plot, spaceTime, playedUs, lagGroup, words }: HappeningsProps) {
  const settled = useMemo(() => settledOf(spaceTime, plot), [spaceTime, plot]);
  const { axis, laneHeight } = plot;
  const k = words ? 1 : MINIATURE;
  const openPlace = { plot, originUs: axis.fromUs, knownUs: playedUs };
  const lagLog = lagGroup?.slice(0, lagGroup.indexOf('/'));
  const lagY = lagLog === undefined ? undefined : laneY(plot, lagLog);
  const lag = lagGroup === null ? undefined : spaceTime.lag.get(lagGroup);
  return (
    <>
      {lanes.map((lane, i) => (
        <LaneGround
          key={lane.id}
          lane={lane}
          outages={spaceTime.outages}
          axis={axis}
          y={(i + 0.5) * laneHeight}
          laneHeight={laneHeight}
          playedUs={playedUs}
          words={words}
          k={k}
        />
      ))}
      {settled.chunks.map((chunk) => (
        <g key={chunk.index} transform={`translate(${xOf(axis, chunk.startUs)},0)`}>
          <ChunkDrawing chunk={chunk} plot={plot} />
        </g>
      ))}
      {settled.openSpans.map((span) => (
        <SpanBar key={`${span.kind} ${span.task} ${span.startUs}`} span={span} {...openPlace} />
      ))}
      {settled.openArrows.map((arrow) => (
        <ArrowLine key={arrow.hop} arrow={arrow} {...openPlace} />
      ))}
      {settled.openArrows
        .filter((arrow) => isNumbered(plot, arrow))
        .map((arrow) => (
          <NumberOver key={arrow.hop} arrow={arrow} plot={plot} originUs={axis.fromUs} />
        ))}
      {lag !== undefined && lagY !== undefined && (
        <LagSteps steps={lag} axis={axis} y={lagY} laneHeight={laneHeight} knownUs={playedUs} numbers={words} />
      )}
      <LifeMarks
        outages={spaceTime.outages}
        axis={axis}
        y={(component) => laneY(plot, component)}
        playedUs={playedUs}
        k={k}
      />
      {words && <Overtakings spaceTime={spaceTime} plot={plot} playedUs={playedUs} />}
    </>
  );
}

/** Arrows that cross are named in words, once per place: "16 passes 15". */
function Overtakings({ spaceTime, plot, playedUs }: { spaceTime: SpaceTimeView; plot: Plot; playedUs: number }) {
  const ends = new Map<string, number>();
  return spaceTime.overtakings.map(({ atUs, component, words }) => {
    const y = laneY(plot, component);
    if (y === undefined || atUs > playedUs || atUs < plot.axis.fromUs) return null;
    const width = textWidth(words, 14);
    const right = xOf(plot.axis, atUs) - 10;
    const left = right - width;
    // The plot's left end cuts nothing, and a name never covers the one before it.
    if (left < 4 || left < (ends.get(component) ?? -Infinity) + 8) return null;
    ends.set(component, right);
    return (
      <Text
        key={`${component} ${atUs} ${words}`}
        x={right}
        y={y - plot.laneHeight * 0.3}
        size={14}
        weight={700}
        anchor="end"
        halo="paper-stage"
        haloWidth={6}
      >
        {words}
      </Text>
    );
  });
}
