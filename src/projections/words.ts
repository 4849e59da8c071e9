import { US_PER_MS } from '../kernel/time.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A duration or an instant as people read it: "1,290 ms"; "under 1 ms" for what is less and not 0. */
export function msText(us: number): string {
  if (us > 0 && us < US_PER_MS) return 'under 1 ms';
  return `${grouped(Math.round(us / US_PER_MS))} ms`;
}

/** A whole number with thousands separators: "12,480". */
export function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 message", "5,000 messages". */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What people call a component, a link (`a~b`) or the run. */
export function placeName(scenario: Scenario, at: string): string {
  const component = scenario.components.get(at);
  if (component !== undefined) return component.name;
  if (at.includes('~')) return `the link between ${listed(at.split('~').map((end) => placeName(scenario, end)))}`;
  return at === 'run' ? 'the run' : at;
}

/** A sentence as what follows a colon: without its full stop, and small where it doesn't begin with a name. */
export function clause(scenario: Scenario, sentence: string): string {
  const text = sentence.endsWith('.') ? sentence.slice(0, -1) : sentence;
  const startsWithName = [...scenario.components.values()].some(({ name }) => text.startsWith(name));
  return startsWithName ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
