/** A component's spec as people wrote it: what is modelled, rule by rule, and what is not. */
export interface SpecDocument {
  /** What is modelled: "Log broker". */
  readonly title: string;
  /** Which product's rules it follows. */
  readonly intro: readonly string[];
  readonly sections: readonly SpecSection[];
  /** Where it simplifies, and what it leaves out. */
  readonly simplifies: readonly string[];
}

export interface SpecSection {
  /** Empty for the rules before the first heading. */
  readonly heading: string;
  readonly rules: readonly { readonly id: string; readonly text: string }[];
  /** What is said beside the rules. */
  readonly notes: readonly string[];
}

const RULE = /^\[([A-Z][A-Z0-9]*-\d+)\]\s*(.*)$/s;
const LIMITS = /^(?:where it simplifies|what is not modelled|not modelled)/i;

/** Reads a spec: a title, paragraphs, headings and lists whose items begin with a rule's number. */
export function readSpec(markdown: string): SpecDocument {
  let title = '';
  const intro: string[] = [];
  const simplifies: string[] = [];
  const sections: { heading: string; rules: { id: string; text: string }[]; notes: string[] }[] = [];
  let limits = false;
  const section = (): (typeof sections)[number] => {
    if (sections.length === 0) sections.push({ heading: '', rules: [], notes: [] });
    return sections.at(-1) as (typeof sections)[number];
  };
  for (const block of blocksIn(markdown)) {
    if (block.startsWith('# ')) title = block.slice(2).replace(/: what is modelled$/, '');
    else if (block.startsWith('#')) {
      const heading = block.replace(/^#+\s*/, '');
      limits = LIMITS.test(heading);
      if (!limits) sections.push({ heading: /^what is modelled$/i.test(heading) ? '' : heading, rules: [], notes: [] });
    } else {
      const isItem = block.startsWith('- ');
      const text = isItem ? block.slice(2) : block;
      const rule = isItem ? RULE.exec(text) : null;
      if (rule !== null) section().rules.push({ id: rule[1] as string, text: rule[2] as string });
      else if (limits || LIMITS.test(text))
        simplifies.push(text.replace(/^Not modelled:\s*(.)/, (_, first: string) => `Not modelled: ${first}`));
      else if (sections.length === 0) intro.push(text);
      else section().notes.push(text);
    }
  }
  return { title, intro, sections: sections.filter(({ rules, notes }) => rules.length + notes.length > 0), simplifies };
}

/** Headings, paragraphs and list items, each on one line. */
function blocksIn(markdown: string): readonly string[] {
  const blocks: string[] = [];
  let open = false;
  for (const line of markdown.split('\n')) {
    const text = line.trim();
    if (text === '') open = false;
    else if (open && !/^(?:#|- )/.test(text)) blocks.push(`${blocks.pop()} ${text}`);
    else {
      blocks.push(text);
      open = !text.startsWith('#');
    }
  }
  return blocks;
}
