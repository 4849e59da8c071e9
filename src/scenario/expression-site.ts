import { compileExpression, type ExpressionKind } from './cel.ts';
import type { Uses } from './cel-uses.ts';
import { isNotA, nearest } from './did-you-mean.ts';
import type { Expression } from './expression.ts';
import type { Findings, Path } from './problem.ts';

/** What is known of a name's fields before anything runs; null: nothing. */
export type Shape = { readonly noun: string; readonly fields: ReadonlyMap<string, Shape> } | null;

/** A place in the document where expressions stand: which names they can read there, and where problems go. */
export class ExpressionSite {
  readonly names: ReadonlyMap<string, Shape>;
  readonly findings: Findings;
  readonly #kind: ExpressionKind;
  readonly #check: (uses: Uses, path: Path, skip: number) => void;

  constructor(
    findings: Findings,
    kind: ExpressionKind,
    names: ReadonlyMap<string, Shape>,
    check: (uses: Uses, path: Path, skip: number) => void = () => {},
  ) {
    this.findings = findings;
    this.#kind = kind;
    this.names = names;
    this.#check = check;
  }

  /** The same place for tests (`if`), or with more names. */
  with(change: { kind?: ExpressionKind; names?: Iterable<readonly [string, Shape]> }): ExpressionSite {
    const names = new Map([...this.names, ...(change.names ?? [])]);
    return new ExpressionSite(this.findings, change.kind ?? this.#kind, names, this.#check);
  }

  /** Compiles; `skip` characters stand before the expression in the value at `path`. A refused one gives a stand-in that is never run. */
  compile(source: string, path: Path, skip = 0): Expression {
    const compiled = compileExpression(source, this.#kind);
    if (!compiled.ok) {
      this.findings.add(path, compiled.message, { offset: skip + compiled.offset });
      return { source, evaluate: () => null };
    }
    this.#checkNames(compiled.uses, path, skip);
    this.#check(compiled.uses, path, skip);
    return compiled.expression;
  }

  /** Compiles a field that is always an expression, where people may write the `=` of other fields too. */
  condition(text: string, path: Path): Expression {
    const skip = /^\s*=(?!=)/.exec(text)?.[0].length ?? 0;
    return this.compile(text.slice(skip), path, skip);
  }

  #checkNames({ paths }: Uses, at: Path, skip: number): void {
    for (const [first, ...fields] of paths) {
      if (first === undefined) continue;
      if (!this.names.has(first.name)) {
        this.findings.add(at, this.#unknown(first.name), { offset: skip + first.offset });
        continue;
      }
      let shape = this.names.get(first.name) ?? null;
      for (const { name, offset } of fields) {
        if (shape === null) break;
        if (!shape.fields.has(name)) {
          this.findings.add(at, isNotA(name, shape.noun, shape.fields.keys()), { offset: skip + offset });
          break;
        }
        shape = shape.fields.get(name) ?? null;
      }
    }
  }

  #unknown(name: string): string {
    const all = [...this.names.keys()];
    const near = nearest(name, all) ?? all.find((one) => one.startsWith(`${name}_`));
    if (near !== undefined) return `\`${name}\` is not known here; did you mean \`${near}\`?`;
    return all.length <= 12
      ? `\`${name}\` is not known here; there is ${all.map((one) => `\`${one}\``).join(', ')}`
      : `\`${name}\` is not known here`;
  }
}
