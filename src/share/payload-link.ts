import { deflateSync } from 'fflate';
import { base64urlText, parseBase64url } from './base64url.ts';
import { DICTIONARY_1 } from './dictionary-1.ts';
import { inflate } from './inflate.ts';
import { LONGEST_LINK } from './link-text.ts';
import { queryText } from './moment-query.ts';
import { parsePlainJson } from './plain-json.ts';
import { parseQuery, shown } from './parse-query.ts';
import { EMPTY_RUN, type LinkProblem, type PayloadLink } from './run-link.ts';

const VERSION = '1';
/** Bytes of JSON that a link may unfold to. */
export const MOST_BYTES = 1_048_576;

const dictionary = new TextEncoder().encode(DICTIONARY_1);
const TITLE = /"title":("(?:[^"\\]|\\.)*")/;

/** The address of a moment of any run, from `#` on, whole; null where the document is too large for a link. */
export function payloadLinkText(link: PayloadLink): string | null {
  const moment = queryText(link);
  const json = new TextEncoder().encode(
    JSON.stringify({ document: link.document, ...(moment === '' ? {} : { moment }) }),
  );
  const text = `#/r/${VERSION}${base64urlText(deflateSync(json, { dictionary, level: 9, mem: 8 }))}`;
  return text.length > LONGEST_LINK || json.length > MOST_BYTES ? null : text;
}

/** Reads what follows `#/r/`; a query behind the payload can say how the page shows it. */
export function parsePayloadLink(text: string): PayloadLink | LinkProblem {
  const [payload = '', query = ''] = text.split('?', 2);
  const link = parsePayload(payload);
  if (link.kind === 'problem') return link;
  return { ...link, extras: [...link.extras, ...parseQuery(query).query.extras] };
}

function parsePayload(text: string): PayloadLink | LinkProblem {
  const version = text.charAt(0);
  if (text === '' || text === VERSION)
    return problem('This link is cut off', 'The run that it should hold is missing.');
  if (version !== VERSION) {
    return problem(
      'This link is of another version',
      `It is written in format ${shown(version)}, and this page reads format \`${VERSION}\`. Reload the page to get its newest version, then open the link again.`,
    );
  }
  const data = parseBase64url(text.slice(1));
  if (data === null) {
    return problem(
      'This link is damaged',
      'It holds characters that no such link has. Copy it again, whole, from where it came.',
    );
  }
  const { end, bytes } = inflate(data, dictionary, MOST_BYTES);
  const json = new TextDecoder().decode(bytes);
  if (end === 'whole') return read(json);
  const heldTitle = titleIn(json);
  switch (end) {
    case 'truncated':
      return problem(
        'This link is cut off',
        'Its end is missing. Copy it again, whole, from where it came.',
        heldTitle,
      );
    case 'too-large':
      return problem(
        'This link holds too much',
        'It unfolds to more than a megabyte, which no scenario needs. It was not opened.',
      );
    case 'damaged':
      return problem(
        'This link is damaged',
        'It can be read only in part. Copy it again, whole, from where it came.',
        heldTitle,
      );
  }
}

function read(json: string): PayloadLink | LinkProblem {
  const parsed = parsePlainJson(json);
  if (!parsed.ok) return problem('This link is damaged', `${parsed.message} It was not opened.`, titleIn(json));
  const { document, moment = '' } = isMap(parsed.value) ? parsed.value : {};
  if (!isMap(document)) return problem('This link is damaged', 'It holds no scenario.');
  if (typeof moment !== 'string') {
    const saved: PayloadLink = { kind: 'payload', ...EMPTY_RUN, document };
    return { ...problem('A part of this link is broken', "Its moment can't be read.", titleIn(json)), saved };
  }
  const { query, problems } = parseQuery(moment);
  const link: PayloadLink = { kind: 'payload', ...query, document };
  if (problems.length === 0) return link;
  return {
    ...problem('A part of this link is broken', problems.slice(0, 3).join(' '), titleIn(json)),
    saved: { ...link, check: null },
  };
}

function problem(title: string, message: string, heldTitle: string | null = null): LinkProblem {
  return { kind: 'problem', title, message, saved: null, heldTitle };
}

/** What a document calls itself, read from the beginning of its JSON, which is all that a damaged link still gives. */
function titleIn(json: string): string | null {
  const quoted = TITLE.exec(json)?.[1];
  if (quoted === undefined) return null;
  const parsed = parsePlainJson(quoted);
  return parsed.ok && typeof parsed.value === 'string' && parsed.value !== '' ? parsed.value.slice(0, 80) : null;
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
