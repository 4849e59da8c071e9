import type { ComponentSpec, LinkSpec, Scenario } from '../../scenario/scenario.ts';
import { linkId } from '../../trace/link-id.ts';

/** What is selected: a component, a link between two, or nothing that this scenario has. */
export type Selection =
  | { readonly kind: 'component'; readonly spec: ComponentSpec }
  | {
      readonly kind: 'link';
      readonly id: string;
      readonly ends: readonly [ComponentSpec, ComponentSpec];
      readonly spec: LinkSpec | null;
    };

/** What an id means: a component's own, or `a~b` for the link between two. */
export function selectionOf(scenario: Scenario, id: string | null): Selection | null {
  if (id === null) return null;
  const spec = scenario.components.get(id);
  if (spec !== undefined) return { kind: 'component', spec };
  const [a, b] = id.split('~').map((end) => scenario.components.get(end));
  if (a === undefined || b === undefined) return null;
  const own = scenario.links.find(({ between }) => linkId(between[0], between[1]) === id);
  return { kind: 'link', id, ends: [a, b], spec: own ?? null };
}

/** The components as messages flow through them: by their column on the stage, then as in the document. */
export function inFlowOrder(scenario: Scenario): readonly ComponentSpec[] {
  return [...scenario.components.values()].toSorted((a, b) => a.at[0] - b.at[0]);
}

/** The component after (or before) the selected one in the order of the flow; around the ends. */
export function neighbourInOrder(scenario: Scenario, selected: string | null, by: 1 | -1): string | null {
  const ids = inFlowOrder(scenario).map(({ id }) => id);
  const at = selected === null ? -1 : ids.indexOf(selected);
  if (at === -1) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[(at + by + ids.length) % ids.length] ?? null;
}

/** A component's name, or the id where the scenario has none. */
export function nameOf(scenario: Scenario, id: string): string {
  return scenario.components.get(id)?.name ?? id;
}
