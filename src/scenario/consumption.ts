import { Registry } from '../kernel/registry.ts';
import type { ConsumptionDocument } from './document.ts';
import type { KindContext } from './kind.ts';
import type { Consumption } from './scenario.ts';

/** Makes what a service reads of its document; `context.path` is the consumption's. */
export type ConsumptionCompiler = (document: ConsumptionDocument, context: KindContext) => Consumption;

const compilers = new Registry<ConsumptionCompiler>('kind of source');

/** Adds a kind of component, beside the log, that services can read from. */
export function compilesConsumption(kind: string, compile: ConsumptionCompiler): void {
  compilers.add(kind, compile);
}

/** Whether services can read from components of this kind. */
export const isSource = (kind: string): boolean => compilers.has(kind);

export function compileConsumption(kind: string, document: ConsumptionDocument, context: KindContext): Consumption {
  return compilers.get(kind)(document, context);
}
