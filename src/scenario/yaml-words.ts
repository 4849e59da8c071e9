/** What a fault of the YAML itself means, for people who write scenarios. */
export function yamlWords(code: string, message: string, text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const around = text.slice(start, end === -1 ? text.length : end);
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'this line is indented with a tab; use spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'there is a second `: ` on this line; put the text in quotes';
    case 'BAD_SCALAR_START':
      return `a text cannot begin with \`${text.slice(offset, offset + 1)}\`; put it in quotes`;
    case 'MISSING_CHAR':
      return /quote/.test(message) ? 'a quote is not closed' : 'a character is missing here: a bracket, a comma or a colon';
    case 'BAD_INDENT':
      return /end with/.test(message)
        ? `a bracket is not closed: \`${message.at(-1)}\` is missing`
        : 'this line is not indented as its neighbours are';
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
