import { RandomSource } from '../../kernel/random.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { US_PER_MS } from '../../kernel/time.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { talksOf } from '../../scenario/sendings.ts';
import type { Deed } from './deed.ts';

const MOST_FAULTS = 4;
const FAULTS = ['crash', 'slow', 'partition', 'loss', 'duplication', 'reordering'] as const;

/**
 * The faults that a seed brings over a run: one to four, each with its end, all over by nine tenths of the run, so that
 * what must hold in the end has time to come about. Drawn from a stream of their own: the run's draws stay as they are.
 */
export function drawFaults(scenario: Scenario, seed: number, untilUs: number): readonly Deed[] {
  const draws = new RandomSource(seed).stream('chaos', 'faults');
  const components = [...scenario.components.values()].filter(({ kind }) => kind !== 'client').map(({ id }) => id);
  const links = talksOf(scenario.components);
  if (components.length === 0 || links.length === 0) return [];
  const count = 1 + draws.int(MOST_FAULTS);
  return Array.from({ length: count }, () => drawFault(draws, components, links, untilUs));
}

/** Always the same number of draws, so that faults of one seed don't depend on each other's kinds. */
function drawFault(
  draws: RandomStream,
  components: readonly string[],
  links: readonly (readonly [string, string])[],
  untilUs: number,
): Deed {
  const kind = FAULTS[draws.int(FAULTS.length)] as (typeof FAULTS)[number];
  const component = components[draws.int(components.length)] as string;
  const link = links[draws.int(links.length)] as readonly [string, string];
  const latestUs = Math.floor((untilUs * 9) / 10);
  const fromUs = wholeMs(draws.unit() * latestUs);
  const toUs = Math.max(fromUs, wholeMs(fromUs + draws.unit() * draws.unit() * (latestUs - fromUs)));
  const size = draws.unit();
  const during = (begin: Intervention, end: Intervention): Deed => [
    { atUs: fromUs, what: begin },
    { atUs: toUs, what: end },
  ];
  switch (kind) {
    case 'crash':
      return during({ kind, component }, { kind: 'restart', component });
    case 'slow':
      return during({ kind, component, factor: 2 + Math.floor(size * 19) }, { kind, component, factor: 1 });
    case 'partition':
      return during({ kind, link }, { kind: 'heal', link });
    default:
      return during({ kind, link, probability: (1 + Math.floor(size * 10)) / 10 }, { kind: 'heal', link });
  }
}

function wholeMs(us: number): number {
  return Math.floor(us / US_PER_MS) * US_PER_MS;
}
