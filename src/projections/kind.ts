import { Registry } from '../kernel/registry.ts';
import type { ComponentSpec, Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import type { ComponentProjection } from './component-projection.ts';

type Project = (spec: never, scenario: Scenario, entries: readonly Entry[]) => ComponentProjection;

const projectors = new Registry<Project>('view of a kind of component');

/** Adds the view of a kind of component; `entries` is the trace's. */
export function viewsKind<K extends ComponentSpec['kind']>(
  kind: K,
  project: (
    spec: Extract<ComponentSpec, { readonly kind: K }>,
    scenario: Scenario,
    entries: readonly Entry[],
  ) => ComponentProjection,
): void {
  projectors.add(kind, project as unknown as Project);
}

/** The view of a component of a kind that was added. */
export function projectKind(spec: ComponentSpec, scenario: Scenario, entries: readonly Entry[]): ComponentProjection {
  return projectors.get(spec.kind)(spec as never, scenario, entries);
}
