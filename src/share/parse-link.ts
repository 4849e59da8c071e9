import { shown } from './moment-query.ts';
import { parseMomentLink } from './moment-link.ts';
import { LONGEST_LINK, parsePayloadLink } from './payload-link.ts';
import type { LinkProblem, MomentLink, PayloadLink } from './run-link.ts';

export type Link = { readonly kind: 'gallery' } | MomentLink | PayloadLink | LinkProblem;

/** What follows a link in running text: the sentence's full stop, a bracket, a quotation mark. */
const TAIL = /[\s.,;:!?)\]}>'"]+$/;

/** Reads an address from `#` on; a link that can't be read comes back as a problem in words, never as an exception. */
export function parseLink(hash: string): Link {
  if (hash.length > LONGEST_LINK) {
    return problem('This link is too long', `It has ${hash.length} characters; a link has at most ${LONGEST_LINK}.`);
  }
  const text = hash.replace(TAIL, '').replace(/^#/, '');
  const [path = ''] = text.split('?', 1);
  if (path === '' || path === '/') return { kind: 'gallery' };
  if (text.startsWith('/s/')) return parseMomentLink(text.slice(3));
  if (text.startsWith('/r/')) return parsePayloadLink(text.slice(3));
  return problem('This link leads nowhere', `Eventually has no page ${shown(path)}.`);
}

function problem(title: string, message: string): LinkProblem {
  return { kind: 'problem', title, message, saved: null, heldTitle: null };
}
