import { useMemo } from 'react';
import { topologyOf } from '../../projections/topology.ts';
import { layoutStage } from '../stage/layout.ts';
import { Stage } from '../stage/stage.tsx';
import { useWorkbench, useWorkbenchState, viewOf } from './context.ts';
import styles from './stage-region.module.css';
import { StageText } from './stage-text.tsx';
import { useScale } from './use-scale.ts';
import { useSize } from './use-size.ts';

/** The stage in the room that the page gives it. */
export function StageRegion({ portrait }: { readonly portrait: boolean }) {
  const workbench = useWorkbench();
  const scale = useScale();
  const [ref, size] = useSize<HTMLDivElement>();
  const scenario = useWorkbenchState((state) => state.scenario);
  const view = useWorkbenchState(viewOf);
  const selected = useWorkbenchState((state) => state.selected);
  const followed = useWorkbenchState((state) => state.followed);
  const point = useWorkbenchState(({ guide }) =>
    guide.phase === 'setting-up' ? null : (scenario.steps[guide.step]?.point ?? null),
  );
  const edges = useMemo(() => topologyOf(scenario), [scenario]);
  const layout = useMemo(
    () => (size === null ? null : layoutStage(scenario, edges, { ...size, portrait, scale })),
    [scenario, edges, size, portrait, scale],
  );
  return (
    <div ref={ref} className={styles.region}>
      {layout !== null && (
        <Stage
          scenario={scenario}
          view={view}
          edges={edges}
          layout={layout}
          selected={selected}
          followed={followed}
          onSelect={(id) => workbench.select(id)}
          onFollow={(id) => workbench.follow(id)}
          annotation={portrait ? null : point}
          textEquivalent={<StageText />}
        />
      )}
    </div>
  );
}
