import type { Component } from '../../components/component.ts';
import type { ServiceSpec } from '../../scenario/scenario.ts';
import { appliesIntervention, type RunControl } from '../intervention.ts';
import { OwnClock } from '../own-clock.ts';

const ownClock = (clock: RunControl['world']['clock']): OwnClock => new OwnClock(clock);

/** What others read as if it were there at once: whoever offers it can't stand still alone. */
const LOOKED_INTO: readonly string[] = ['log', 'queue', 'database', 'eventStore', 'registry'];

appliesIntervention(
  'pause',
  ({ component: id }, cause, control) => {
    const { network, components, pauses } = control;
    const component = components.get(id) as Component;
    if (pauses.has(id)) return 'it pauses already';
    if (!component.reachable) return 'it is down';
    if (Object.keys(component.ports ?? {}).some((port) => LOOKED_INTO.includes(port)))
      return 'others look into it without a message; crash it, or cut its links';
    const clock = control.clocks.get(id) as OwnClock;
    toldProcess(control, id, 'running', 'paused', 'nothing of it runs, and nothing of it is lost', cause);
    clock.freeze();
    network.closed.set(id, []);
    pauses.set(id, {
      killed: (by) => void toldProcess(control, id, 'paused', 'running', 'it is killed', by),
      release: () => {
        pauses.delete(id);
        clock.release();
        network.open(id);
      },
    });
    return null;
  },
  ownClock,
);

appliesIntervention('resume', ({ component: id }, cause, control) => {
  const pause = control.pauses.get(id);
  if (pause === undefined) return 'it does not pause';
  toldProcess(control, id, 'paused', 'running', 'it goes on where it stopped', cause);
  pause.release();
  return null;
});

appliesIntervention(
  'skew',
  ({ component: id, byUs }, cause, control) => {
    const clock = control.clocks.get(id) as OwnClock;
    if (clock.skewUs === byUs) return byUs === 0 ? 'its clock is right already' : 'its clock is that wrong already';
    clock.skewUs = byUs;
    const { trace, clock: time } = control.world;
    trace.append({ seq: trace.next, tUs: time.nowUs, at: id, cause, kind: 'clock.skewed', byUs });
    return null;
  },
  ownClock,
);

appliesIntervention('subscribe', ({ component }, cause, control) => join(control, component, cause));

appliesIntervention('scale', (what, cause, control) => {
  const { components, network, world } = control;
  const spec = world.scenario.components.get(what.component);
  if (spec?.kind !== 'service') return 'only services are scaled';
  if (what.what === 'workers') return components.get(what.component)?.intervene?.(what, cause) ?? null;
  const readers = fellowsOf(spec, [...world.scenario.components.values()] as ServiceSpec[]);
  const absent = readers.filter((id) => network.closed.get(id) === null);
  const present = readers.length - absent.length;
  const who = `${present} ${present === 1 ? 'component reads' : 'components read'} in its group`;
  if (what.to === present) return `${who} already`;
  if (what.to < present) return `${who}; one leaves by a crash`;
  if (absent.length < what.to - present)
    return `${who}, and ${absent.length} more could join; declare more with \`absent: true\``;
  for (const id of absent.slice(0, what.to - present)) join(control, id, cause);
  return null;
});

/** Components that read what the service reads first, in the same group. */
function fellowsOf(spec: ServiceSpec, all: readonly ServiceSpec[]): readonly string[] {
  const [first] = spec.consumes;
  return all
    .filter(({ consumes = [] }) => consumes.some(({ from, group }) => from === first?.from && group === first.group))
    .map(({ id }) => id);
}

function join(control: RunControl, id: string, cause: number): string | null {
  const { network, components } = control;
  if (network.closed.get(id) !== null) return 'it is there already';
  network.closed.delete(id);
  const seq = toldProcess(control, id, 'absent', 'running', 'it joins', cause);
  components.get(id)?.start(seq);
  return null;
}

function toldProcess({ world }: RunControl, at: string, from: string, to: string, why: string, cause: number): number {
  const { trace, clock } = world;
  return trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at,
    cause,
    kind: 'state.changed',
    chart: 'process',
    from,
    to,
    why,
  });
}
