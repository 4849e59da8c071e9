import type { Data } from '../../trace/message.ts';
import type { FurtherIntervention } from '../../scenario/further-intervention.ts';
import { appliesIntervention } from '../intervention.ts';

/** What a component that doesn't know an intervention says of it. */
const WHY_NOT = {
  'expire-retention': 'it keeps everything for ever',
  'rebuild-view': 'it has no view of its own',
  scavenge: 'it has no streams',
  redrive: 'it has no dead letters',
  'edit-event': 'it has no streams',
  'forget-person': 'it has no streams',
  'copy-stream': 'it has no streams',
  'rotate-key': 'it keeps no keys',
  'reset-offsets': 'it has no offsets',
  'crash-replica': 'it has no replicas',
  'restart-replica': 'it has no replicas',
  change: 'nobody deploys it',
  'crash-at': 'it has no handlers',
  burst: 'only clients send more than they do',
  rush: 'only clients send more than they do',
} as const satisfies { readonly [K in FurtherIntervention['kind']]?: string };

for (const kind of Object.keys(WHY_NOT) as (keyof typeof WHY_NOT)[]) {
  appliesIntervention(kind, (what, cause, { components, pauses }) => {
    if (pauses.has(what.component)) return 'it pauses';
    const component = components.get(what.component);
    return component?.intervene === undefined ? WHY_NOT[kind] : component.intervene(what, cause);
  });
}

appliesIntervention('wiretap', ({ component, ends }, _, { world, components }) => {
  if (ends.some((end) => !components.has(end))) return `there is no ${ends.join(' and ')} in this variant`;
  return world.guard === undefined ? 'nothing here says who may see what' : world.guard.tap(ends, component);
});

appliesIntervention('set-parameter', ({ parameter, to }, cause, { world }) => {
  const { trace, clock, scenario } = world;
  const parameters = world.parameters as { [name: string]: Data };
  if (!scenario.parameters.has(parameter)) return `there is no parameter ${parameter} in this variant`;
  const from = parameters[parameter] as number;
  if (from === to) return `it is ${to} already`;
  parameters[parameter] = to;
  trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: 'run',
    cause,
    kind: 'parameter.changed',
    parameter,
    from,
    to,
  });
  return null;
});
