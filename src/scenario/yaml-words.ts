/** What a fault of the YAML itself means, for people who write scenarios. */
export function yamlWords(code: string, message: string, text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const around = text.slice(start, end === -1 ? text.length : end);
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'this line is indented with a tab; use spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /:\s/.test(text.slice(offset, end === -1 ? text.length : end))
        ? 'there is a second `: ` on this line; put the text in quotes'
        : 'this has a value, and the next line is indented as if it had fields too';
    case 'BAD_SCALAR_START':
      return `a text cannot begin with \`${text.slice(offset, offset + 1)}\`; put it in quotes`;
    case 'MISSING_CHAR':
      if (/quote/.test(message)) return 'a quote is not closed';
      if (/end with/.test(message)) return unclosedWords(message);
      return /followed by map values/.test(message)
        ? 'this is the name of a field without a colon and a value'
        : 'a comma or a colon is missing here';
    case 'BAD_INDENT':
      return /end with/.test(message) ? unclosedWords(message) : 'this line is not indented as its neighbours are';
    case 'BLOCK_IN_FLOW':
      return 'this does not fit inside brackets; put a text with `: ` or `- ` in it in quotes';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'the name of a field stands on one line; a colon or a quote is missing';
    case 'BAD_DQ_ESCAPE':
      return 'a backslash in "…" begins an escape, and this one does not exist; write \\\\ or use single quotes';
    case 'UNEXPECTED_TOKEN':
      // The commonest of all: `{ a: =list[0] }`.
      return /[:,{[-]\s*=/.test(around)
        ? 'this does not fit here; an expression with brackets, commas or quotes in it must stand in quotes'
        : 'this does not fit here; put a text with brackets, quotes or colons in it in quotes';
    default:
      return `this is no valid YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1, 200)}`;
  }
}

function unclosedWords(message: string): string {
  return `a bracket is not closed: \`${message.at(-1)}\` is missing`;
}
