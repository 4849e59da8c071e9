import { withArticle } from '../kind-words.ts';
import type { Path } from '../problem.ts';
import type { References } from '../references.ts';

/** Looks up an event store; what is none becomes a finding. */
export function storeOf(references: References, id: string, path: Path): void {
  const component = references.component(id, path);
  if (component === null || component.kind === 'event-store') return;
  references.findings.add(path, `\`${id}\` is ${withArticle(component.kind)}, not an event store`);
}
