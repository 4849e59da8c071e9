import { Registry } from '../kernel/registry.ts';
import type { Data } from '../trace/message.ts';
import type { Piece } from './code-lines.ts';
import type { ExpressionSite } from './expression-site.ts';
import type { Template } from './expression.ts';
import type { Path } from './problem.ts';
import type { Statement } from './program.ts';
import type { References } from './references.ts';
import type { MessageContract } from './scenario.ts';
import type { StatementDocument } from './statement-schema.ts';

/** Where a statement stands in its handler, and how it is compiled there. */
export interface VerbContext {
  readonly path: Path;
  /** What expressions can read here. */
  readonly site: ExpressionSite;
  readonly references: References;
  /** Writes a line of pseudo-code, `deeper` levels further in; returns its number. */
  line(deeper: number, ...pieces: readonly Piece[]): number;
  /** A value of the field; `site` where it can read other names than the statement's. */
  template(field: string, value: Data | undefined, site?: ExpressionSite): Template;
  /** The statements of the field, written one level further in. */
  block(field: string | Path, statements: readonly StatementDocument[], site?: ExpressionSite): Statement[];
  /** The contract of a message that the statement sends, its data checked; null where there is none. */
  sent(field: string, message: string, data: Data | undefined): MessageContract | null;
}

type VerbCompiler = (document: never, context: VerbContext) => Statement;

const compilers = new Registry<VerbCompiler>('statement');

/** Adds a statement; `compile` gets documents that have its verb. */
export function compilesVerb<D extends StatementDocument>(
  verb: string,
  compile: (document: D, context: VerbContext) => Statement,
): void {
  compilers.add(verb, compile as unknown as VerbCompiler);
}

/** Compiles a statement whose verb was added. */
export function compileVerb(document: StatementDocument, context: VerbContext): Statement {
  const verb = Object.keys(document).find((name) => compilers.has(name)) ?? Object.keys(document)[0] ?? '';
  return compilers.get(verb)(document as never, context);
}
