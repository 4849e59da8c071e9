import type { Scenario } from '../../scenario/scenario.ts';

/** One line of the diagram: a component, or several that are folded. */
export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** The most lanes that are drawn one by one. */
const MOST_LANES = 12;

/**
 * The lanes of a scenario in its order. Beyond `most`, services that nobody looks at fold into one lane per group:
 * those that read the same log, then those that are left.
 */
export function lanesOf(
  scenario: Pick<Scenario, 'components'>,
  selected: string | null,
  most = MOST_LANES,
): readonly Lane[] {
  let lanes: readonly Lane[] = [...scenario.components.values()].map(({ id, name, kind }) => ({
    id,
    name: kind === 'log' && !/topic|log|stream|events/i.test(name) ? `topic ${name}` : name,
    members: [id],
  }));
  const groups = new Map<string, string[]>();
  for (const component of scenario.components.values()) {
    if (component.kind !== 'service' || component.id === selected) continue;
    const key = component.consumes[0] === undefined ? '' : `readers of ${component.consumes[0].from}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [component.id]);
    else group.push(component.id);
  }
  const largest = [...groups].sort(([a, x], [b, y]) => Number(a === '') - Number(b === '') || y.length - x.length);
  for (const [key, members] of largest) {
    if (lanes.length <= most) break;
    if (members.length > 1) lanes = folded(lanes, members, key === '' ? 'services' : 'consumers');
  }
  return lanes;
}

/** `lanes` with those of `members` folded into one, where the first of them stood. */
function folded(lanes: readonly Lane[], members: readonly string[], what: string): readonly Lane[] {
  const fold: Lane = { id: members.join('+'), name: `${members.length} ${what}`, members };
  let done = false;
  return lanes.flatMap((lane) => {
    if (!members.includes(lane.id)) return [lane];
    if (done) return [];
    done = true;
    return [fold];
  });
}

/** The index of each component's lane. */
export function laneIndex(lanes: readonly Lane[]): ReadonlyMap<string, number> {
  return new Map(lanes.flatMap(({ members }, i) => members.map((member) => [member, i] as const)));
}
