import type { Data } from '../trace/message.ts';
import { Budget } from './cel-budget.ts';
import { type Evaluate, type Surroundings, textOf, truth, type Variable } from './cel-evaluate.ts';
import { compileMacro } from './cel-macros.ts';
import { FUNCTIONS, METHODS } from './cel-functions.ts';
import type { CelNode } from './cel-node.ts';
import { finite, OPERATORS } from './cel-operators.ts';
import { shortened } from './did-you-mean.ts';
import { ExpressionFault, STEPS } from './expression.ts';
import { aKind, isRecord } from './kind-words.ts';
import { VIEW_FUNCTIONS_NAME, type ViewFunctions } from './view-functions.ts';

/** Turns a checked tree into closures, once, so that evaluating per message costs little. */
export function compileTree(root: CelNode, source: string, steps: number): Evaluate {
  const budget = new Budget(steps);
  const evaluate = compileNode(root, { source, budget, variables: [] });
  return (scope) => {
    budget.renew(scope[STEPS]);
    return evaluate(scope);
  };
}

function compileNode(node: CelNode, around: Surroundings): Evaluate {
  const compile = (child: CelNode): Evaluate => compileNode(child, around);
  const text = textOf(node, around.source);
  switch (node.op) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'name':
      return compileName(node.name, around.variables);
    case 'field':
      return compileField(node, around);
    case 'index':
      return compileIndex(compile(node.of), compile(node.index), text);
    case 'has': {
      const of = compile(node.of);
      const { field } = node;
      return (scope) => fieldOf(of(scope), field) !== undefined;
    }
    case 'call':
      return compileCall(node.name, node.args.map(compile), text);
    case 'method': {
      const { apply } = METHODS.get(node.name) as { apply: (args: readonly Data[], source: string) => Data };
      const parts = [node.on, ...node.args].map(compile);
      return (scope) =>
        apply(
          parts.map((part) => part(scope)),
          text,
        );
    }
    case 'macro':
      return compileMacro(node, around, compileNode);
    case 'list': {
      const items = node.items.map(compile);
      return (scope) => items.map((item) => item(scope));
    }
    case 'map':
      return compileMap(
        node.entries.map(([key, value]) => [compile(key), compile(value)] as const),
        text,
      );
    case 'choose': {
      const condition = compile(node.condition);
      const yes = compile(node.yes);
      const no = compile(node.no);
      const asked = textOf(node.condition, around.source);
      return (scope) => (truth(condition(scope), asked) ? yes(scope) : no(scope));
    }
    case 'and':
    case 'or':
      return compileLogic(node, around);
    case 'not': {
      const of = compile(node.of);
      const negated = textOf(node.of, around.source);
      return (scope) => !truth(of(scope), negated);
    }
    case 'negate': {
      const of = compile(node.of);
      return (scope) => {
        const value = of(scope);
        if (typeof value !== 'number') throw new ExpressionFault(`\`${text}\` needs a number, not ${aKind(value)}`);
        return finite(-value, text);
      };
    }
    case 'binary': {
      const left = compile(node.left);
      const right = compile(node.right);
      const operate = OPERATORS[node.operator];
      const { budget } = around;
      return (scope) => operate(left(scope), right(scope), text, budget);
    }
  }
}

function compileName(name: string, variables: readonly Variable[]): Evaluate {
  const variable = variables.findLast((one) => one.name === name);
  if (variable !== undefined) return () => variable.value;
  return (scope) => {
    const value = scope[name];
    if (value === undefined) throw new ExpressionFault(`\`${name}\` is not known here`);
    return value as Data;
  };
}

function compileField({ of, field, ...node }: CelNode & { op: 'field' }, around: Surroundings): Evaluate {
  const text = textOf({ of, field, ...node }, around.source);
  const ofText = textOf(of, around.source);
  const missing = (owner: Data): never => {
    if (isRecord(owner)) throw new ExpressionFault(`\`${text}\` is missing`);
    throw new ExpressionFault(`\`${ofText}\` is ${aKind(owner)}, so it has no \`${field}\``);
  };
  const free = of.op === 'name' && !around.variables.some((variable) => variable.name === of.name);
  if (!free) {
    const owner = compileNode(of, around);
    return (scope) => {
      const value = owner(scope);
      return fieldOf(value, field) ?? absent(value, field, missing);
    };
  }
  // `msg.orderId` is what most expressions are: one closure instead of two.
  const { name } = of;
  return (scope) => {
    const value = scope[name] as Data | undefined;
    if (value === undefined) throw new ExpressionFault(`\`${name}\` is not known here`);
    return fieldOf(value, field) ?? absent(value, field, missing);
  };
}

/** `null` where the field is there and null, else what `missing` throws. */
function absent(owner: Data, field: string, missing: (owner: Data) => never): null {
  return fieldOf(owner, field) === null ? null : missing(owner);
}

/** Field names that every object inherits are refused when compiling, so that reading needs no check of ownership. */
function fieldOf(owner: Data, field: string): Data | undefined {
  return isRecord(owner) ? owner[field] : undefined;
}

function compileIndex(of: Evaluate, index: Evaluate, text: string): Evaluate {
  return (scope) => {
    const owner = of(scope);
    const at = index(scope);
    if (Array.isArray(owner)) {
      if (typeof at !== 'number')
        throw new ExpressionFault(`\`${text}\` needs a number as the place in a list, not ${aKind(at)}`);
      const item = (owner as readonly Data[])[at];
      if (item === undefined)
        throw new ExpressionFault(
          `\`${text}\` is missing: the list has ${owner.length} items, and the first is item 0`,
        );
      return item;
    }
    if (!isRecord(owner))
      throw new ExpressionFault(`\`${text}\` needs a list or an object before \`[\`, not ${aKind(owner)}`);
    if (typeof at !== 'string')
      throw new ExpressionFault(`\`${text}\` needs a string as the name of a field, not ${aKind(at)}`);
    if (!Object.hasOwn(owner, at))
      throw new ExpressionFault(`\`${text}\` is missing: there is no field \`${shortened(at)}\``);
    return owner[at] as Data;
  };
}

function compileCall(name: string, args: readonly Evaluate[], text: string): Evaluate {
  const builtIn = FUNCTIONS.get(name);
  if (builtIn !== undefined) {
    const { apply } = builtIn;
    return (scope) =>
      apply(
        args.map((arg) => arg(scope)),
        text,
      );
  }
  return (scope) => {
    const functions = scope[VIEW_FUNCTIONS_NAME] as Partial<ViewFunctions> | undefined;
    const asked = functions?.[name as keyof ViewFunctions];
    if (asked === undefined) throw new ExpressionFault(`\`${name}\` cannot be asked here`);
    return asked(...args.map((arg) => arg(scope)));
  };
}

function compileMap(entries: readonly (readonly [Evaluate, Evaluate])[], text: string): Evaluate {
  return (scope) => {
    const result: { [field: string]: Data } = {};
    for (const [key, value] of entries) {
      const field = key(scope);
      if (typeof field !== 'string')
        throw new ExpressionFault(`\`${text}\` has a name that is ${aKind(field)}, not a string`);
      if (field in Object.prototype) throw new ExpressionFault(`\`${shortened(field)}\` cannot be the name of a field`);
      if (Object.hasOwn(result, field))
        throw new ExpressionFault(`\`${text}\` has the field \`${shortened(field)}\` twice`);
      result[field] = value(scope);
    }
    return result;
  };
}

/** A fault on one side does not matter where the other side decides. */
function compileLogic({ op, left, right }: CelNode & { op: 'and' | 'or' }, around: Surroundings): Evaluate {
  const decisive = op === 'or';
  const first = compileNode(left, around);
  const second = compileNode(right, around);
  const firstText = textOf(left, around.source);
  const secondText = textOf(right, around.source);
  return (scope) => {
    let value: boolean;
    try {
      value = truth(first(scope), firstText);
    } catch (fault) {
      if (!(fault instanceof ExpressionFault)) throw fault;
      if (second(scope) === decisive) return decisive;
      throw fault;
    }
    return value === decisive ? decisive : truth(second(scope), secondText);
  };
}
