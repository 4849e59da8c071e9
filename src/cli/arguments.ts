/** A command line, taken apart: `run pizza.yaml --seed 7 --json`. */
export interface Arguments {
  readonly command: string | null;
  readonly operands: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Options that may come several times, with all their values. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
}

export interface OptionNames {
  /** Options with a value. */
  readonly options: readonly string[];
  /** Options with a value that may come several times. */
  readonly lists: readonly string[];
  readonly flags: readonly string[];
}

/** Takes the words of a command line apart; a string says what is wrong with it. */
export function parseArguments(words: readonly string[], names: OptionNames): Arguments | string {
  const operands: string[] = [];
  const options = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const flags = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    const [name, ...rest] = word.slice(2).split('=') as [string, ...string[]];
    if (names.flags.includes(name)) flags.add(name);
    else if (names.options.includes(name) || names.lists.includes(name)) {
      const value = rest.length > 0 ? rest.join('=') : words[++i];
      if (value === undefined) return `--${name} needs a value`;
      if (names.options.includes(name)) options.set(name, value);
      else lists.set(name, [...(lists.get(name) ?? []), value]);
    } else {
      const all = [...names.options, ...names.lists, ...names.flags];
      return `--${name} is not an option; there are ${all.map((known) => `--${known}`).join(', ')}`;
    }
  }
  const [command = null, ...others] = operands;
  return { command, operands: others, options, lists, flags };
}
