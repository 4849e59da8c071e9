import type { Data } from '../trace/message.ts';
import { type Evaluate, type Surroundings, textOf, truth, type Variable } from './cel-evaluate.ts';
import { type CelNode, sizeOf } from './cel-node.ts';
import { boundedList } from './cel-operators.ts';
import { ExpressionFault, type Scope } from './expression.ts';
import { aKind, isRecord } from './kind-words.ts';

type MacroNode = CelNode & { op: 'macro' };

/** `all`, `exists`, `exists_one`, `map` and `filter` over a list, or over the field names of an object; `compileNode` compiles their parts. */
export function compileMacro(
  node: MacroNode,
  around: Surroundings,
  compileNode: (node: CelNode, around: Surroundings) => Evaluate,
): Evaluate {
  const on = compileNode(node.on, around);
  const variable: Variable = { name: node.variable, value: null };
  const inner: Surroundings = { ...around, variables: [...around.variables, variable] };
  const body = compileNode(node.body, inner);
  const filter = node.filter === null ? null : compileNode(node.filter, inner);
  const text = textOf(node, around.source);
  const cost = sizeOf(node.body) + (node.filter === null ? 0 : sizeOf(node.filter));
  const asked = textOf(node.body, around.source);
  const holds: Ask = (scope) => truth(body(scope), asked);
  const filtered = node.filter === null ? '' : textOf(node.filter, around.source);

  const each = (scope: Scope, visit: (item: Data) => boolean): void => {
    for (const item of itemsOf(on(scope), text)) {
      around.budget.charge(cost);
      variable.value = item;
      if (!visit(item)) return;
    }
  };

  switch (node.name) {
    case 'all':
      return (scope) => !someItem(scope, each, holds, false);
    case 'exists':
      return (scope) => someItem(scope, each, holds, true);
    case 'exists_one':
      return (scope) => {
        let found = 0;
        each(scope, () => {
          if (holds(scope)) found++;
          return true;
        });
        return found === 1;
      };
    case 'filter':
      return (scope) => {
        const kept: Data[] = [];
        each(scope, (item) => {
          if (holds(scope)) kept.push(item);
          return true;
        });
        return boundedList(kept, text);
      };
    case 'map':
      return (scope) => {
        const made: Data[] = [];
        each(scope, () => {
          if (filter === null || truth(filter(scope), filtered)) made.push(body(scope));
          return true;
        });
        return boundedList(made, text);
      };
  }
}

type Ask = (scope: Scope) => boolean;
type Each = (scope: Scope, visit: (item: Data) => boolean) => void;

/** Whether any item gives the answer that decides; a fault counts only if no other item decides. */
function someItem(scope: Scope, each: Each, holds: Ask, decisive: boolean): boolean {
  let fault: ExpressionFault | null = null;
  let decided = false;
  each(scope, () => {
    try {
      decided = holds(scope) === decisive;
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      fault ??= error;
    }
    return !decided;
  });
  if (!decided && fault !== null) throw fault as ExpressionFault;
  return decided;
}

function itemsOf(value: Data, text: string): readonly Data[] {
  if (Array.isArray(value)) return value as readonly Data[];
  if (isRecord(value)) return Object.keys(value);
  throw new ExpressionFault(`\`${text}\` needs a list or an object, not ${aKind(value)}`);
}
