import { useMemo } from 'react';
import type { Edge } from '../../projections/topology.ts';
import { lanesOf, type Lane } from './lanes.ts';
import { SpaceTimeDiagram, type SpaceTimeDiagramProps } from './space-time-diagram.tsx';

export interface StripProps extends Omit<SpaceTimeDiagramProps, 'lanes' | 'laneHeight' | 'nameWidth' | 'rulerHeight' | 'nameSize'> {
  readonly edges: readonly Edge[];
}

const LANES = 3;

/** The space-time diagram of a phone: the three lanes that the moment is about. */
export function Strip({ edges, ...props }: StripProps) {
  const { scenario, selected } = props;
  const lanes = useMemo(() => {
    // A narrow column has no room for "topic orders".
    const named = lanesOf(scenario, selected, Infinity).map((lane) => (scenario.components.get(lane.id)?.kind === 'log' ? { ...lane, name: 'topic' } : lane));
    return subjectLanes(named, edges, selected);
  }, [scenario, edges, selected]);
  return <SpaceTimeDiagram {...props} lanes={lanes} laneHeight={28} nameWidth={80} rulerHeight={26} nameSize={14} />;
}

/** Who is selected and who it hears from, step by step up the flow; without a selection the first lanes. */
export function subjectLanes(lanes: readonly Lane[], edges: readonly Edge[], selected: string | null): readonly Lane[] {
  const subjects = new Set<string>(selected === null || !lanes.some(({ id }) => id === selected) ? [] : [selected]);
  for (const subject of subjects) {
    if (subjects.size >= LANES) break;
    for (const { from, to } of edges) if (to === subject && subjects.size < LANES) subjects.add(from);
  }
  // Somebody at the start of the flow hears from nobody: whom it tells comes next.
  for (const subject of subjects) {
    for (const { from, to } of edges) if (from === subject && subjects.size < LANES) subjects.add(to);
  }
  for (const { id } of lanes) if (subjects.size < LANES) subjects.add(id);
  return lanes.filter(({ id }) => subjects.has(id));
}
