import { Registry } from '../kernel/registry.ts';
import type { InterventionWorld } from './compile-intervention.ts';
import type { FurtherDocument } from './interventions/further-schema.ts';
import type { FurtherIntervention } from './further-intervention.ts';
import type { Intervention } from './intervention.ts';
import type { Findings, Path } from './problem.ts';

/** Where an intervention stands in its document, and what it may be about. */
export interface InterventionContext extends InterventionWorld {
  readonly path: Path;
  readonly findings: Findings;
  /** Checks that there is a component of this name; returns the name. */
  component(id: string, field: string): string;
}

/** How an intervention is written. */
export interface InterventionKind<W> {
  /** As documents write it; reading that gives the same intervention. */
  readonly document: (what: W) => FurtherDocument;
  /** For people; `named` gives the name of a component. */
  readonly words: (what: W, named: (id: string) => string) => string;
  /** What links say of it, a text each, none empty. */
  readonly texts: (what: W) => readonly string[];
  /** The intervention that has these texts; null where they are no such texts. */
  readonly ofTexts: (texts: readonly string[]) => W | null;
}

type Compile = (document: never, context: InterventionContext) => Intervention;

const kinds = new Registry<InterventionKind<never>>('intervention');
const compilers = new Map<string, Compile>();

/** Adds a kind of intervention. */
export function knowsIntervention<K extends FurtherIntervention['kind']>(
  kind: K,
  how: InterventionKind<FurtherIntervention & { readonly kind: K }>,
): void {
  kinds.add(kind, how as unknown as InterventionKind<never>);
}

/** Adds what documents with this field say; it is asked before everything else. */
export function compilesIntervention<D extends FurtherDocument>(
  field: string,
  compile: (document: D, context: InterventionContext) => Intervention,
): void {
  compilers.set(field, compile as unknown as Compile);
}

/** Compiles an intervention that has a field which was added; undefined where it has none. */
export function compileFurther(document: object, context: InterventionContext): Intervention | undefined {
  for (const [field, compile] of compilers) if (field in document) return compile(document as never, context);
  return undefined;
}

/** How an intervention of an added kind is written. */
export function interventionKind(kind: string): InterventionKind<Intervention> {
  return kinds.get(kind) as unknown as InterventionKind<Intervention>;
}

/** Whether a kind was added. */
export const isFurtherKind = (kind: string): boolean => kinds.has(kind);
