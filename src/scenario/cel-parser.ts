import { CelLexer, type CelToken } from './cel-lexer.ts';
import type { BinaryOperator, CelNode } from './cel-node.ts';
import { CelRefusal } from './cel-refusal.ts';

const MOST = { nodes: 500, depth: 32, listItems: 100, mapEntries: 100, arguments: 10 };

/** From the weakest to the strongest; all of them bind from the left. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while __proto__ prototype'.split(
    ' ',
  ),
);

/**
 * The syntax tree of an expression: CEL's grammar and no more. Macros and `has` are calls still, and no name is
 * looked at. What is no expression is refused by throwing.
 */
export function parseCel(source: string): CelNode {
  return new Parser(source).whole();
}

class Parser {
  readonly #lexer: CelLexer;
  #token: CelToken;
  #nodes = 0;
  #depth = 0;

  constructor(source: string) {
    this.#lexer = new CelLexer(source);
    this.#token = this.#lexer.next();
  }

  whole(): CelNode {
    const tree = this.#expression();
    const { kind, start } = this.#token;
    if (kind !== 'end') throw new CelRefusal(`\`${textOf(this.#token)}\` does not belong here`, start);
    return tree;
  }

  #expression(): CelNode {
    this.#deeper();
    const condition = this.#binary(0);
    let tree = condition;
    if (this.#take('?') !== null) {
      const yes = this.#expression();
      this.#expect(':');
      const no = this.#expression();
      tree = this.#node({ op: 'choose', start: condition.start, end: no.end, condition, yes, no });
    }
    this.#depth--;
    return tree;
  }

  #binary(level: number): CelNode {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (this.#token.kind === 'sign' && operators.includes(this.#token.text)) {
      const operator = this.#token.text;
      this.#advance();
      const right = this.#binary(level + 1);
      const both = { start: left.start, end: right.end, left, right };
      left = this.#node(
        operator === '||' || operator === '&&'
          ? { op: operator === '||' ? 'or' : 'and', ...both }
          : { op: 'binary', operator: operator as BinaryOperator, ...both },
      );
    }
    return left;
  }

  #unary(): CelNode {
    const sign = this.#take('!') ?? this.#take('-');
    if (sign === null) return this.#postfix();
    const of = this.#unary();
    return this.#node({ op: sign.text === '!' ? 'not' : 'negate', start: sign.start, end: of.end, of });
  }

  #postfix(): CelNode {
    let tree = this.#primary();
    const depth = this.#depth;
    for (;;) {
      const { start } = tree;
      if (this.#take('.') !== null) {
        this.#deeper();
        tree = this.#member(tree);
      } else if (this.#take('[') !== null) {
        this.#deeper();
        this.#refuseOptional(start);
        const index = this.#expression();
        const end = this.#expect(']');
        tree = this.#node({ op: 'index', start, end, of: tree, index });
      } else {
        this.#depth = depth;
        return tree;
      }
    }
  }

  #member(of: CelNode): CelNode {
    const { start } = of;
    this.#refuseOptional(start);
    if (this.#token.kind !== 'name') throw this.#unexpected();
    const { text: name, end } = this.#token;
    this.#advance();
    if (this.#take('(') === null) return this.#node({ op: 'field', start, end, of, field: name });
    const args = this.#list(')', MOST.arguments, () => this.#expression());
    return this.#node({ op: 'method', start, end: this.#expect(')'), name, on: of, args });
  }

  #refuseOptional(start: number): void {
    if (this.#take('?') !== null)
      throw new CelRefusal('`?` after `.` or `[` is not supported; write `has(a.b) ? a.b : …`', start);
  }

  #primary(): CelNode {
    const token = this.#token;
    const { start } = token;
    switch (token.kind) {
      case 'literal':
        this.#advance();
        return this.#node({ op: 'literal', start, end: token.end, value: token.value });
      case 'name': {
        this.#advance();
        if (RESERVED.has(token.text)) throw new CelRefusal(`\`${token.text}\` is a reserved word`, start);
        if (this.#take('(') === null) return this.#node({ op: 'name', start, end: token.end, name: token.text });
        const args = this.#list(')', MOST.arguments, () => this.#expression());
        return this.#node({ op: 'call', start, end: this.#expect(')'), name: token.text, args });
      }
      case 'sign':
        if (this.#take('(') !== null) {
          const inner = this.#expression();
          this.#expect(')');
          return inner;
        }
        if (this.#take('[') !== null) {
          const items = this.#list(']', MOST.listItems, () => this.#expression());
          return this.#node({ op: 'list', start, end: this.#expect(']'), items });
        }
        if (this.#take('{') !== null) {
          const entries = this.#list('}', MOST.mapEntries, () => this.#entry());
          return this.#node({ op: 'map', start, end: this.#expect('}'), entries });
        }
        throw new CelRefusal('a value should stand here', start);
      case 'end':
        throw new CelRefusal('the expression ends where a value should follow', start);
    }
  }

  #entry(): readonly [CelNode, CelNode] {
    const key = this.#expression();
    this.#expect(':');
    return [key, this.#expression()];
  }

  /** Items between commas up to a closing sign, which may stand behind a last comma. */
  #list<T>(close: string, most: number, item: () => T): readonly T[] {
    const items: T[] = [];
    while (!this.#isAt(close)) {
      const { start } = this.#token;
      items.push(item());
      if (items.length > most) throw tooLarge(start);
      if (this.#take(',') === null) break;
    }
    return items;
  }

  #node(node: CelNode): CelNode {
    if (++this.#nodes > MOST.nodes) throw tooLarge(node.start);
    return node;
  }

  #deeper(): void {
    if (++this.#depth > MOST.depth) throw tooLarge(this.#token.start);
  }

  #advance(): void {
    this.#token = this.#lexer.next();
  }

  #isAt(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === sign;
  }

  /** The sign, if it is what comes next; and goes behind it. */
  #take(sign: string): (CelToken & { readonly kind: 'sign' }) | null {
    const token = this.#token;
    if (token.kind !== 'sign' || token.text !== sign) return null;
    this.#advance();
    return token;
  }

  /** Goes behind a sign that has to stand here, and gives the offset of its end. */
  #expect(sign: string): number {
    const { end } = this.#token;
    if (this.#take(sign) === null) throw this.#unexpected();
    return end;
  }

  #unexpected(): CelRefusal {
    return new CelRefusal(
      this.#token.kind === 'end'
        ? 'the expression ends too early: a bracket or a name is missing'
        : 'something else should stand here: a bracket, a comma or a name',
      this.#token.start,
    );
  }
}

function tooLarge(offset: number): CelRefusal {
  return new CelRefusal('the expression is too large or too deeply nested', offset);
}

function textOf(token: CelToken): string {
  switch (token.kind) {
    case 'literal':
      return JSON.stringify(token.value);
    case 'end':
      return '';
    default:
      return token.text;
  }
}
