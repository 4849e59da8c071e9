import { useMemo, useState } from 'react';
import { SpaceTimeDiagram } from '../space-time/space-time-diagram.tsx';
import { lanesOf, type Lane } from '../space-time/lanes.ts';
import { useWorkbench, useWorkbenchState, viewOf } from './context.ts';
import { inFlowOrder } from './selection.ts';
import styles from './space-time-region.module.css';
import { lagGroupOf, momentText, stripComponents } from './subject.ts';
import { windowAt, type TimeWindow } from './time-window.ts';
import { useScale } from './use-scale.ts';
import { useSize, type Size } from './use-size.ts';

const STRIP_LANES = 3;

/** The space-time diagram in the room that the page gives it; `strip` is the phone's, of three lanes. */
export function SpaceTimeRegion({ strip }: { readonly strip: boolean }) {
  const [ref, size] = useSize<HTMLElement>();
  return (
    <section ref={ref} className={styles.region} aria-label="Space-time">
      {size !== null && <Diagram strip={strip} size={size} />}
    </section>
  );
}

function Diagram({ strip, size }: { readonly strip: boolean; readonly size: Size }) {
  const workbench = useWorkbench();
  const scale = useScale();
  const scenario = useWorkbenchState((state) => state.scenario);
  const projection = useWorkbenchState((state) => state.projection);
  const nowUs = useWorkbenchState((state) => state.tUs);
  const playedUs = useWorkbenchState((state) => state.playedUs);
  const selected = useWorkbenchState((state) => state.selected);
  const followed = useWorkbenchState((state) => state.followed);
  const step = useWorkbenchState((state) => state.guide.step);
  const view = useWorkbenchState(viewOf);
  const [before, setBefore] = useState<TimeWindow | null>(null);
  const shown = windowAt(before, nowUs, scenario.windowUs);
  if (shown !== before) setBefore(shown);
  const { fromUs, toUs } = shown;
  const lanes = useMemo(() => {
    const order = new Map(inFlowOrder(scenario).map(({ id }, index) => [id, index]));
    const place = ({ members }: Lane): number => order.get(members[0] ?? '') ?? 0;
    const all = lanesOf(scenario, selected).toSorted((a, b) => place(a) - place(b));
    if (!strip) return all;
    const ids = stripComponents(scenario, step, selected, STRIP_LANES);
    return all.filter(({ id }) => ids.includes(id));
  }, [scenario, selected, step, strip]);
  const lagGroup = lagGroupOf(view, selected);
  const rulerHeight = Math.round((strip ? 24 : 28) * scale);
  const room = Math.floor((size.height - rulerHeight - 10) / Math.max(1, lanes.length));
  const laneHeight = Math.max(22, Math.min(Math.round(32 * scale), room));
  return (
    <SpaceTimeDiagram
      scenario={scenario}
      spaceTime={projection.spaceTime(fromUs, toUs, playedUs)}
      fromUs={fromUs}
      toUs={toUs}
      nowUs={nowUs}
      playedUs={playedUs}
      selected={selected}
      followed={followed}
      lagGroup={lagGroup}
      width={size.width}
      laneHeight={laneHeight}
      rulerHeight={rulerHeight}
      nameWidth={Math.round((strip ? 100 : 128) * scale)}
      nameSize={Math.round(14 * scale * 10) / 10}
      lanes={lanes}
      valueText={momentText(scenario, view, lagGroup)}
      onScrub={(tUs) => workbench.scrubTo(tUs)}
      onSelect={(id) => workbench.select(id)}
    />
  );
}
