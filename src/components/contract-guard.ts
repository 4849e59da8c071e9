import type { MessageContract } from '../scenario/scenario.ts';
import type { World } from './world.ts';

/** Asks the registries that hold a message's contract for changed fields, as a build does before it deploys; why one refuses them, or null. */
export function refusedContract(
  world: World,
  name: string,
  fields: MessageContract['fields'],
  cause: number,
): string | null {
  for (const spec of world.scenario.components.values()) {
    if (spec.kind !== 'registry' || !spec.contracts.includes(name)) continue;
    const why = world.port('registry', spec.id).deploy({ name, fields }, cause);
    if (why !== null) return `${spec.name} refuses the new contract: ${why}`;
  }
  return null;
}
