import { Registry } from '../kernel/registry.ts';
import type { Path } from './problem.ts';
import type { References } from './references.ts';
import type { StatementDocument } from './statement-schema.ts';

type Handlers = { readonly [message: string]: readonly StatementDocument[] };
type Rewrite = (on: Handlers, store: string) => Handlers;

const stores = new Registry<Rewrite>('kind of store');

/** Adds a kind of component in which a service can keep its tables; `rewrite` makes its statements say so. */
export function storesTables(kind: string, rewrite: Rewrite): void {
  stores.add(kind, rewrite);
}

/** The handlers of a service whose tables another component keeps. */
export function handlersStoredIn(store: string, on: Handlers, path: Path, references: References): Handlers {
  const kind = references.component(store, path)?.kind;
  if (kind === undefined) return on;
  if (stores.has(kind)) return stores.get(kind)(on, store);
  references.findings.add(path, `\`${store}\` is a ${kind}, which keeps no tables of others; a database does`);
  return on;
}
