import { memo, useMemo } from 'react';
import type { SpaceTimeView } from '../../projections/space-time.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Happenings } from './happenings.tsx';
import { laneIndex, lanesOf } from './lanes.ts';
import type { Plot } from './plot.ts';
import { timeAxis } from './time-axis.ts';

export interface FingerprintProps {
  readonly scenario: Pick<Scenario, 'components'>;
  /** Keep the object: a fingerprint draws once. */
  readonly spaceTime: SpaceTimeView;
  readonly fromUs: number;
  readonly toUs: number;
  readonly width: number;
  readonly height: number;
  /** The group whose lag is drawn, as `log/group`. */
  readonly lagGroup?: string | null;
}

/** Most lanes that a miniature can show. */
const MOST = 5;

const NOBODY: ReadonlySet<string> = new Set();

/** A scenario's space-time diagram in miniature, without words: what a gallery shows of it. */
export const Fingerprint = memo(function Fingerprint({
  scenario,
  spaceTime,
  fromUs,
  toUs,
  width,
  height,
  lagGroup = null,
}: FingerprintProps) {
  const lanes = useMemo(() => lanesOf(scenario, null, MOST), [scenario]);
  const plot = useMemo(
    (): Plot => ({
      axis: timeAxis(fromUs, toUs, width),
      laneHeight: height / lanes.length,
      index: laneIndex(lanes),
      selected: null,
      followed: null,
      numbers: 0,
      clients: NOBODY,
      head: 4.2,
    }),
    [fromUs, toUs, width, height, lanes],
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      overflow="visible"
      aria-hidden={true}
      fill="none"
      data-fingerprint=""
    >
      <Happenings lanes={lanes} plot={plot} spaceTime={spaceTime} playedUs={toUs} lagGroup={lagGroup} words={false} />
    </svg>
  );
});
