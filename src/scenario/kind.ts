import { Registry } from '../kernel/registry.ts';
import type { ComponentDocument } from './document.ts';
import type { Path } from './problem.ts';
import type { References } from './references.ts';
import type { ComponentSpec } from './scenario.ts';

/** Where a component stands in its document, and what it may refer to. */
export interface KindContext {
  readonly id: string;
  readonly path: Path;
  /** Names of the scenario's parameters. */
  readonly parameters: readonly string[];
  readonly references: References;
}

/** A spec without what all kinds have alike. */
export type OwnSpec<S extends ComponentSpec> = Omit<S, 'id' | 'name' | 'at' | 'about'>;

/** Makes a component's spec of its document; what is wrong goes to the findings. */
export type KindCompiler = (document: never, context: KindContext) => OwnSpec<ComponentSpec>;

const compilers = new Registry<KindCompiler>('kind of component');

/** Adds a kind; `compile` gets documents of that kind only. */
export function compilesKind<K extends ComponentDocument['kind']>(
  kind: K,
  compile: (
    document: Extract<ComponentDocument, { readonly kind: K }>,
    context: KindContext,
  ) => OwnSpec<Extract<ComponentSpec, { readonly kind: K }>>,
): void {
  compilers.add(kind, compile as unknown as KindCompiler);
}

/** The spec of a component of a kind that was added. */
export function compileKind(document: ComponentDocument, context: KindContext): OwnSpec<ComponentSpec> {
  return compilers.get(document.kind)(document as never, context);
}
