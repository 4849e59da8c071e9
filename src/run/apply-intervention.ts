import type { Component } from '../components/component.ts';
import { interventionWords } from '../scenario/intervention-words.ts';
import { placesOf, type Intervention } from '../scenario/intervention.ts';
import { applyFurther, type RunControl } from './intervention.ts';

/** Does to the run what a person wants. What changes nothing is written down with the reason. */
export function applyIntervention(control: RunControl, what: Intervention, index: number): void {
  const { trace, clock, scenario } = control.world;
  const words = interventionWords(what, scenario);
  const missing = placesOf(what).find((id) => !control.components.has(id));
  if (missing !== undefined) return ignore(`there is no ${missing} in this variant`);
  const applied = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: 'run',
    cause: null,
    kind: 'intervention.applied',
    intervention: index,
    words,
  });
  const why = act(control, what, applied);
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

function act(control: RunControl, what: Intervention, cause: number): string | null {
  const { network, components, pauses, world } = control;
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
  if (!('component' in what)) return applyFurther(what, cause, control) ?? null;
  const id = what.component;
  const component = components.get(id) as Component;
  if (network.closed.get(id) === null && what.kind !== 'subscribe') return 'it has not joined yet';
  switch (what.kind) {
    case 'crash': {
      const pause = pauses.get(id);
      pause?.killed(cause);
      const why = component.crash(cause);
      pause?.release();
      return why;
    }
    case 'restart':
      return component.restart(cause);
    case 'slow':
      return pauses.has(id) ? 'it pauses' : component.slow(what.factor, cause);
    case 'rename':
      return component.rename(what.message, what.field, what.to, cause);
    case 'poison':
      if (world.scenario.components.get(id)?.kind === 'client') return 'nobody sends messages to a client';
      network.poisoner.arm(what);
      return null;
    default: {
      const why = applyFurther(what, cause, control);
      return why === undefined ? (component.intervene?.(what, cause) ?? null) : why;
    }
  }
}
