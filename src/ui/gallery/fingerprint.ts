import type { Arrow, SpaceTimeView } from '../../projections/space-time.ts';
import { createProjection } from '../../projections/create-projection.ts';
import { createSimulation } from '../../run/simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A scenario's own space-time diagram in miniature: lanes from 0, times and places from 0 to 1. */
export interface Fingerprint {
  readonly lanes: number;
  readonly arrows: readonly {
    readonly kind: Arrow['message']['kind'];
    readonly from: Place;
    readonly to: Place;
    readonly lost: boolean;
  }[];
  readonly work: readonly { readonly lane: number; readonly from: number; readonly to: number }[];
}

interface Place {
  readonly lane: number;
  readonly at: number;
}

/** More than these would be a grey patch; whole stories only, so that none breaks off. */
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
  const shown = firstStories(view.arrows.filter(({ passage }) => passage !== 'commit'));
  const stories = new Set(shown.map(({ message }) => message.correlationId));
  // What is shown is stretched over the whole width.
  const fromUs = Math.min(untilUs, ...shown.map(({ sentUs }) => sentUs));
  const toUs = Math.max(fromUs + 1, ...shown.map(({ endUs }) => endUs));
  const at = (us: number): number => Math.min(1, Math.max(0, (us - fromUs) / (toUs - fromUs)));
  const lane = (component: string): number => laneOf.get(component) ?? 0;
  return {
    lanes: components.length,
    arrows: shown.map(({ message, from, to, sentUs, endUs, lost }) => ({
      kind: message.kind,
      from: { lane: lane(from), at: at(sentUs) },
      to: { lane: lane(to), at: at(endUs) },
      lost: lost !== null,
    })),
    work: view.spans
      .filter(({ kind, message }) => kind === 'work' && stories.has(message.correlationId))
      .map(({ component, startUs, endUs }) => ({ lane: lane(component), from: at(startUs), to: at(endUs ?? toUs) })),
  };
}

type Ended = Arrow & { readonly endUs: number };

/** The arrows of the first stories that have come to rest, as many as can be told apart, at least one. */
function firstStories(arrows: readonly Arrow[]): readonly Ended[] {
  const byStory = new Map<number, Arrow[]>();
  for (const arrow of arrows)
    byStory.set(arrow.message.correlationId, [...(byStory.get(arrow.message.correlationId) ?? []), arrow]);
  const shown: Ended[] = [];
  for (const story of byStory.values()) {
    const ended = story.filter((arrow): arrow is Ended => arrow.endUs !== null);
    if (ended.length < story.length && shown.length > 0) break;
    if (shown.length > 0 && shown.length + ended.length > MOST_ARROWS) break;
    shown.push(...ended);
  }
  return shown;
}
