import type { World } from './world.ts';

/** The name under which a component acts. */
export function principalOf({ scenario }: World, component: string): string {
  return scenario.security?.principals.get(component) ?? component;
}

/** "rogue may not read orders; kitchen and billing may". */
export function denialWords(principal: string, action: string, what: string, allowed: ReadonlySet<string>): string {
  const names = [...allowed];
  const who = names.length === 0 ? 'nobody may' : `only ${names.join(', ')} may`;
  return `${principal} may not ${action} ${what}; ${who}`;
}
