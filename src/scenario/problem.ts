/** A place in a document: field names and places in lists, from the top. */
export type Path = readonly (string | number)[];

/** What is wrong with a document, for people. */
export interface Problem {
  /** From 1; null where the document came as data, without a text. */
  readonly line: number | null;
  readonly column: number | null;
  /** "components.orders.on.PlaceOrder[0]"; '' for the whole document. */
  readonly path: string;
  readonly message: string;
}

/** A problem whose line is not looked up yet. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether it is about the name of the field at `path` rather than about its value. */
  readonly on: 'key' | 'value';
  /** Characters into the value, for expressions. */
  readonly offset: number;
}

/** Collects findings while a document is checked. */
export class Findings {
  readonly all: Finding[] = [];

  add(path: Path, message: string, { on = 'value', offset = 0 }: { on?: Finding['on']; offset?: number } = {}): void {
    this.all.push({ path, message, on, offset });
  }
}

/** A path as people write it. */
export function pathText(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
}
