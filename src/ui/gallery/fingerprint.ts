import type { Arrow, SpaceTimeView } from '../../projections/space-time.ts';
import { createProjection } from '../../projections/create-projection.ts';
import { createSimulation } from '../../run/simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A scenario's own space-time diagram in miniature: lanes from 0, times and places from 0 to 1. */
export interface Fingerprint {
  readonly lanes: number;
  readonly arrows: readonly { readonly kind: Arrow['message']['kind']; readonly from: Place; readonly to: Place; readonly lost: boolean }[];
  readonly work: readonly { readonly lane: number; readonly from: number; readonly to: number }[];
}

interface Place {
  readonly lane: number;
  readonly at: number;
}

/** More than these would be a grey patch. */
const MOST_ARROWS = 16;
/** So much of the window that it opens with. */
const SHARE = 0.5;

/** What a scenario does at its beginning, untouched. */
export function fingerprintOf(scenario: Scenario): Fingerprint {
  const untilUs = Math.round(scenario.windowUs * SHARE);
  const input = { seed: scenario.seed, variant: scenario.variant, parameters: {}, interventions: [] };
  const simulation = createSimulation(scenario, input);
  simulation.advanceTo(untilUs);
  const projection = createProjection(scenario, simulation.trace);
  projection.sync();
  return miniature(projection.spaceTime(0, untilUs, untilUs), [...scenario.components.keys()], untilUs);
}

/** The diagram, drawn small: only arrows that arrived or were lost, and only as many as can be told apart. */
export function miniature(view: SpaceTimeView, components: readonly string[], untilUs: number): Fingerprint {
  const laneOf = new Map(components.map((id, lane) => [id, lane]));
  const place = (component: string, us: number): Place => ({ lane: laneOf.get(component) ?? 0, at: us / untilUs });
  const arrows = view.arrows.flatMap(({ message, passage, from, to, sentUs, endUs, lost }) =>
    endUs === null || passage === 'commit' ? [] : [{ kind: message.kind, from: place(from, sentUs), to: place(to, endUs), lost: lost !== null }],
  );
  const shown = arrows.slice(0, MOST_ARROWS);
  // What is left is stretched over the whole width.
  const lastAt = Math.max(0.01, ...shown.map(({ to }) => to.at)) * 1.02;
  const stretch = ({ lane, at }: Place): Place => ({ lane, at: at / lastAt });
  return {
    lanes: components.length,
    arrows: shown.map((arrow) => ({ ...arrow, from: stretch(arrow.from), to: stretch(arrow.to) })),
    work: view.spans
      .filter(({ kind, startUs }) => kind === 'work' && startUs < lastAt * untilUs)
      .map(({ component, startUs, endUs }) => ({
        lane: laneOf.get(component) ?? 0,
        from: startUs / untilUs / lastAt,
        to: Math.min(1, (endUs ?? untilUs) / untilUs / lastAt),
      })),
  };
}
