/** The syntax tree of an expression, in our own words; `start` and `end` are offsets into its source. */
export type CelNode = { readonly start: number; readonly end: number } & (
  | { readonly op: 'literal'; readonly value: null | boolean | number | string }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'field'; readonly of: CelNode; readonly field: string }
  | { readonly op: 'index'; readonly of: CelNode; readonly index: CelNode }
  | { readonly op: 'has'; readonly of: CelNode; readonly field: string }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly CelNode[] }
  | { readonly op: 'method'; readonly name: string; readonly on: CelNode; readonly args: readonly CelNode[] }
  | {
      readonly op: 'macro';
      readonly name: MacroName;
      readonly on: CelNode;
      readonly variable: string;
      /** `map` with three arguments; else null. */
      readonly filter: CelNode | null;
      readonly body: CelNode;
    }
  | { readonly op: 'list'; readonly items: readonly CelNode[] }
  | { readonly op: 'map'; readonly entries: readonly (readonly [CelNode, CelNode])[] }
  | { readonly op: 'choose'; readonly condition: CelNode; readonly yes: CelNode; readonly no: CelNode }
  | { readonly op: 'and' | 'or'; readonly left: CelNode; readonly right: CelNode }
  | { readonly op: 'not' | 'negate'; readonly of: CelNode }
  | { readonly op: 'binary'; readonly operator: BinaryOperator; readonly left: CelNode; readonly right: CelNode }
);

export type MacroName = 'all' | 'exists' | 'exists_one' | 'map' | 'filter';
export type BinaryOperator = '==' | '!=' | 'in' | '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=';

/** The nodes directly below one, in the order of the source. */
export function childrenOf(node: CelNode): readonly CelNode[] {
  switch (node.op) {
    case 'literal':
    case 'name':
      return [];
    case 'field':
    case 'has':
    case 'not':
    case 'negate':
      return [node.of];
    case 'index':
      return [node.of, node.index];
    case 'call':
      return node.args;
    case 'method':
      return [node.on, ...node.args];
    case 'macro':
      return node.filter === null ? [node.on, node.body] : [node.on, node.filter, node.body];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'choose':
      return [node.condition, node.yes, node.no];
    case 'and':
    case 'or':
    case 'binary':
      return [node.left, node.right];
  }
}

/** Nodes in a tree, its root included: what one evaluation costs at most. */
export function sizeOf(node: CelNode): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}
