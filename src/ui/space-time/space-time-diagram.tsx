import { useId, useMemo } from 'react';
import type { SpaceTimeView } from '../../projections/space-time.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Defs } from '../drawing/defs.tsx';
import { paint } from '../drawing/paint.ts';
import { Happenings } from './happenings.tsx';
import { LaneNames } from './lane-names.tsx';
import { laneIndex, lanesOf, type Lane } from './lanes.ts';
import { flagWidth, Playhead } from './playhead.tsx';
import { numbersEvery, type Plot } from './plot.ts';
import { Ruler } from './ruler.tsx';
import { Scrubber, type ScrubKey } from './scrubber.tsx';
import { timeAxis, xOf } from './time-axis.ts';
import { Veil } from './veil.tsx';
import styles from './space-time.module.css';

export interface SpaceTimeDiagramProps {
  readonly scenario: Pick<Scenario, 'components'>;
  /** What was played between `fromUs` and `toUs`: `projection.spaceTime(fromUs, toUs, playedUs)`. */
  readonly spaceTime: SpaceTimeView;
  readonly fromUs: number;
  readonly toUs: number;
  /** The instant of the playhead. */
  readonly nowUs: number;
  /** Nothing after this was seen. */
  readonly playedUs: number;
  /** A component, or a link as `a~b`: its arrows keep their weight. */
  readonly selected: string | null;
  readonly followed?: number | null;
  /** The group whose lag is drawn, as `log/group`. */
  readonly lagGroup?: string | null;
  readonly width: number;
  readonly laneHeight?: number;
  /** Width of the column of names. */
  readonly nameWidth?: number;
  readonly rulerHeight?: number;
  readonly nameSize?: number;
  /** Lanes in place of the scenario's own: the three of a phone, a compared pair. */
  readonly lanes?: readonly Lane[] | undefined;
  readonly valueText: string;
  readonly onScrub: (tUs: number) => void;
  readonly onKey?: ((key: ScrubKey, shift: boolean) => void) | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
}

/** Room at the right end, for the last label of the ruler. */
const RIGHT = 28;

/** Time runs right, one lane per component: what happened, and the slider to any moment of it. */
export function SpaceTimeDiagram(props: SpaceTimeDiagramProps) {
  const {
    scenario,
    spaceTime,
    fromUs,
    toUs,
    nowUs,
    playedUs,
    selected,
    followed = null,
    lagGroup = null,
    width,
    laneHeight = 32,
    nameWidth = 128,
    rulerHeight = 28,
    nameSize = 14,
    valueText,
    onScrub,
    onKey,
    onSelect,
  } = props;
  const prefix = `st${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const lanes = useMemo(() => props.lanes ?? lanesOf(scenario, selected), [props.lanes, scenario, selected]);
  const index = useMemo(() => laneIndex(lanes), [lanes]);
  const clients = useMemo(
    () => new Set([...scenario.components.values()].filter(({ kind }) => kind === 'client').map(({ id }) => id)),
    [scenario],
  );
  const plotWidth = Math.max(1, width - nameWidth - RIGHT);
  const axis = useMemo(() => timeAxis(fromUs, toUs, plotWidth), [fromUs, toUs, plotWidth]);
  const numbers = laneHeight < 22 ? 0 : numbersEvery(spaceTime.arrows, clients, axis);
  const plot = useMemo(
    (): Plot => ({ axis, laneHeight, index, selected, followed, numbers, clients, head: 5.5 }),
    [axis, laneHeight, index, selected, followed, numbers, clients],
  );
  const lanesHeight = lanes.length * laneHeight;
  const height = rulerHeight + lanesHeight + 4;
  const known = Math.min(plotWidth, Math.max(0, xOf(axis, playedUs)));
  const now = xOf(axis, nowUs);
  const focused = selected === null ? undefined : index.get(selected);
  const down = downAt(spaceTime, nowUs);
  return (
    <Scrubber
      axis={axis}
      left={nameWidth}
      width={width}
      height={height}
      nowUs={nowUs}
      playedUs={playedUs}
      valueText={valueText}
      onScrub={onScrub}
      onKey={onKey}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={styles['scene']}>
        <Defs prefix={prefix} />
        <g aria-hidden={true}>
          {focused !== undefined && (
            <rect
              x={0}
              y={rulerHeight + focused * laneHeight + 1}
              width={width}
              height={laneHeight - 2}
              fill={paint('ink-wash')}
              opacity={0.7}
            />
          )}
          <g transform={`translate(${nameWidth},0)`}>
            <Ruler
              axis={axis}
              height={rulerHeight}
              lanesHeight={lanesHeight}
              clear={{ x: Math.round(now / 4) * 4, reach: flagWidth(nowUs) / 2 + 24 }}
            />
          </g>
          {/* Only what was played shows: arrows of the window that lie left of it are cut at its edge. */}
          <svg x={nameWidth} y={rulerHeight - 6} width={plotWidth + RIGHT} height={lanesHeight + 10} overflow="hidden">
            <g transform="translate(0,6)" fill="none">
              <Happenings
                lanes={lanes}
                plot={plot}
                spaceTime={spaceTime}
                playedUs={playedUs}
                lagGroup={lagGroup}
                words={true}
              />
            </g>
            <Veil x={known} y={0} width={plotWidth - known} height={lanesHeight + 6} prefix={prefix} words={true} />
          </svg>
          {now >= -1 && now <= plotWidth + 1 && (
            <g transform={`translate(${nameWidth},${rulerHeight})`}>
              <Playhead
                plot={plot}
                nowUs={nowUs}
                arrows={spaceTime.arrows}
                rulerHeight={rulerHeight}
                height={lanesHeight}
              />
            </g>
          )}
        </g>
        <g transform={`translate(0,${rulerHeight})`}>
          <LaneNames
            lanes={lanes}
            laneHeight={laneHeight}
            width={nameWidth}
            down={down}
            selected={selected}
            size={nameSize}
            onSelect={onSelect}
          />
        </g>
      </svg>
    </Scrubber>
  );
}

/** Who is down at an instant, as ids parted by spaces. */
function downAt({ outages }: SpaceTimeView, tUs: number): string {
  return outages
    .filter(({ crashedUs, restartedUs }) => crashedUs <= tUs && (restartedUs === null || restartedUs > tUs))
    .map(({ component }) => component)
    .join(' ');
}
