import type { Component } from '../components/component.ts';
import type { LinkNetwork } from '../components/link/network.ts';
import type { World } from '../components/world.ts';
import { interventionWords } from '../scenario/intervention-words.ts';
import type { Intervention } from '../scenario/intervention.ts';

/** Does to the run what a person wants. What changes nothing is written down with the reason. */
export function applyIntervention(
  world: World,
  network: LinkNetwork,
  components: ReadonlyMap<string, Component>,
  what: Intervention,
  index: number,
): void {
  const { trace, clock, scenario } = world;
  const words = interventionWords(what, scenario);
  const missing = missingTarget(components, what);
  if (missing !== null) return ignore(`there is no ${missing} in this variant`);
  const applied = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: 'run',
    cause: null,
    kind: 'intervention.applied',
    intervention: index,
    words,
  });
  const why = act(world, network, components, what, applied);
  if (why !== null) ignore(why, applied);

  function ignore(reason: string, cause: number | null = null): void {
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: 'run',
      cause,
      kind: 'intervention.ignored',
      intervention: index,
      words,
      why: reason,
    });
  }
}

function missingTarget(components: ReadonlyMap<string, Component>, what: Intervention): string | null {
  const targets = 'link' in what ? what.link : [what.component];
  return targets.find((id) => !components.has(id)) ?? null;
}

function act(
  { scenario }: World,
  network: LinkNetwork,
  components: ReadonlyMap<string, Component>,
  what: Intervention,
  cause: number,
): string | null {
  if ('link' in what) {
    const link = network.link(...what.link);
    switch (what.kind) {
      case 'partition':
        return link.partition(cause);
      case 'heal':
        return link.heal(cause);
      case 'latency':
        return link.setLatency(what.latency, cause);
      default:
        return link.setProbability(what.kind, what.probability, cause);
    }
  }
  const component = components.get(what.component) as Component;
  switch (what.kind) {
    case 'crash':
      return component.crash(cause);
    case 'restart':
      return component.restart(cause);
    case 'slow':
      return component.slow(what.factor, cause);
    case 'rename':
      return component.rename(what.message, what.field, what.to, cause);
    case 'poison':
      if (scenario.components.get(what.component)?.kind === 'client') return 'nobody sends messages to a client';
      network.poisoner.arm(what.component);
      return null;
  }
}
