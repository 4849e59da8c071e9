import type { View } from '../../projections/view.ts';
import { msText } from '../../projections/words.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { nameOf } from './selection.ts';

/** The consumer group whose lag the diagram draws, as `log/group`: the selected component's, or the latest of a selected log. */
export function lagGroupOf(view: View, selected: string | null): string | null {
  const groups = [...view.components.values()].flatMap((seen) =>
    seen.kind === 'log' ? seen.groups.map((group) => ({ log: seen.id, ...group })) : [],
  );
  const candidates = groups.filter(({ component, log }) => component === selected || log === selected);
  const [latest] = candidates.toSorted((a, b) => b.lag - a.lag);
  return latest === undefined ? null : `${latest.log}/${latest.group}`;
}

/** The moment in words: "2,350 ms, Payment is down, lag 5". */
export function momentText(scenario: Scenario, view: View, lagGroup: string | null): string {
  const parts = [msText(view.tUs)];
  for (const { id, life } of view.components.values()) {
    if (life.state === 'crashed') parts.push(`${nameOf(scenario, id)} is down`);
    if (life.state === 'restarting') parts.push(`${nameOf(scenario, id)} restarts`);
  }
  for (const seen of view.components.values()) {
    if (seen.kind !== 'log') continue;
    const group = seen.groups.find((one) => `${seen.id}/${one.group}` === lagGroup);
    if (group !== undefined) parts.push(`lag ${group.lag}`);
  }
  return parts.join(', ');
}

/** The components of a phone's strip: what the step is about and what is selected, then the first of the others; in order. */
export function stripComponents(
  scenario: Scenario,
  step: number,
  selected: string | null,
  most: number,
): readonly string[] {
  const ids = [...scenario.components.keys()];
  const wished = [selected, ...(scenario.steps[step]?.look ?? []), ...ids].filter(
    (id) => id !== null && scenario.components.has(id),
  );
  const chosen = new Set([...new Set(wished)].slice(0, most));
  return ids.filter((id) => chosen.has(id));
}
