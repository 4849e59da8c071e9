import { Registry } from '../kernel/registry.ts';
import type { BudgetDocument, GuardsDocument } from './guards/guard-schema.ts';
import type { CallGuards } from './guards/guard-spec.ts';
import type { Findings, Path } from './problem.ts';

/** The fields of a call, or of a workload, that say how it is guarded. */
export interface GuardedDocument extends GuardsDocument {
  readonly timeout?: string | undefined;
  readonly retry?: { readonly budget?: BudgetDocument | undefined } | undefined;
}

/** How it is guarded, and that in words for a line of pseudo-code. */
export interface CompiledGuards {
  readonly guards: CallGuards;
  readonly words: readonly string[];
}

type Compile = (document: GuardedDocument, path: Path, findings: Findings) => CompiledGuards;

const compilers = new Registry<Compile>('guard of calls');

/** Adds the compiler of guards. */
export function compilesGuards(compile: Compile): void {
  compilers.add('calls', compile);
}

/** What guards a call; null where nothing does. */
export function compileGuards(document: GuardedDocument, path: Path, findings: Findings): CompiledGuards | null {
  const { breaker, bulkhead, rateLimit, order, retry } = document;
  return (breaker ?? bulkhead ?? rateLimit ?? order ?? retry?.budget)
    ? compilers.get('calls')(document, path, findings)
    : null;
}
