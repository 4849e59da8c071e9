import { isGalleryLink, linkText, LONGEST_LINK } from './link-text.ts';
import { parseMomentLink } from './parse-moment-link.ts';
import { shown } from './parse-query.ts';
import type { LinkProblem, MomentLink, PackedLink } from './run-link.ts';

export type Link = { readonly kind: 'gallery' } | MomentLink | PackedLink | LinkProblem;

/** Reads an address from `#` on; a link that can't be read comes back as a problem in words, never as an exception. */
export function parseLink(hash: string): Link {
  if (hash.length > LONGEST_LINK) {
    return problem('This link is too long', `It has ${hash.length} characters; a link has at most ${LONGEST_LINK}.`);
  }
  if (isGalleryLink(hash)) return { kind: 'gallery' };
  const text = linkText(hash);
  if (text.startsWith('/s/')) return parseMomentLink(text.slice(3));
  if (text.startsWith('/r/')) return { kind: 'packed', payload: text.slice(3) };
  return problem('This link leads nowhere', `Eventually has no page ${shown(text.split('?', 1)[0] ?? '')}.`);
}

function problem(title: string, message: string): LinkProblem {
  return { kind: 'problem', title, message, saved: null, heldTitle: null };
}
