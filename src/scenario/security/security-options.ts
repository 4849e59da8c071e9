import { Registry } from '../../kernel/registry.ts';
import type { ScenarioDocument } from '../document.ts';
import type { References } from '../references.ts';
import type { SecuritySpec } from './security-spec.ts';

type Compile = (document: ScenarioDocument, parameters: readonly string[], references: References) => SecuritySpec;

const known = new Registry<Compile>('rules of data security');

/** Adds the compiler of rules about who may see what. */
export function compilesSecurity(compile: Compile): void {
  known.add('security', compile);
}

/** The rules of a document about who may see what; null: it has none, and nothing is checked. */
export function securityOf(
  document: ScenarioDocument,
  parameters: readonly string[],
  references: References,
): SecuritySpec | null {
  const { access, messages, components, links = [] } = document;
  const asks =
    access !== undefined ||
    Object.values(messages).some(({ personal }) => personal !== undefined) ||
    Object.values(components).some(({ kind }) => kind === 'vault') ||
    links.some(({ wiretap }) => wiretap !== undefined);
  return asks ? known.get('security')(document, parameters, references) : null;
}
