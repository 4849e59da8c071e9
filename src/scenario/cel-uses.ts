import type { CelNode } from './cel-node.ts';
import { childrenOf } from './cel-node.ts';

/** What an expression reads from its scope, for checks before anything runs. */
export interface Uses {
  /** Free names, each with the fields that follow it: `msg.order.id` is `msg`, `order`, `id`. */
  readonly paths: readonly (readonly { readonly name: string; readonly offset: number }[])[];
  /** Calls of functions; a literal argument is given with its value, any other as undefined. */
  readonly calls: readonly {
    readonly name: string;
    readonly offset: number;
    readonly args: readonly { readonly value: unknown; readonly offset: number }[];
  }[];
}

/** Collects what a tree uses; variables of macros are not free and so not named. */
export function usesOf(root: CelNode): Uses {
  const paths: Uses['paths'][number][] = [];
  const calls: Uses['calls'][number][] = [];

  const visit = (node: CelNode, bound: readonly string[]): void => {
    const path = pathOf(node);
    if (path !== null) {
      if (!bound.includes(path[0]?.name as string)) paths.push(path);
      return;
    }
    // What `has` asks for may be missing: only what comes before it must be there.
    if (node.op === 'has') return visit(node.of, bound);
    if (node.op === 'macro') {
      visit(node.on, bound);
      const inner = [...bound, node.variable];
      if (node.filter !== null) visit(node.filter, inner);
      return visit(node.body, inner);
    }
    if (node.op === 'call') {
      const args = node.args.map((arg) => ({ value: arg.op === 'literal' ? arg.value : undefined, offset: arg.start }));
      calls.push({ name: node.name, offset: node.start, args });
    }
    for (const child of childrenOf(node)) visit(child, bound);
  };

  visit(root, []);
  return { paths, calls };
}

/** The names of a path such as `msg.order.id`, or null for anything else. */
function pathOf(node: CelNode): Uses['paths'][number] | null {
  const fields: { name: string; offset: number }[] = [];
  let at = node;
  while (at.op === 'field') {
    fields.unshift({ name: at.field, offset: at.end - at.field.length });
    at = at.of;
  }
  return at.op === 'name' ? [{ name: at.name, offset: at.start }, ...fields] : null;
}
