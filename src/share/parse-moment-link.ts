import { parseQuery, shown } from './parse-query.ts';
import type { LinkProblem, MomentLink } from './run-link.ts';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Reads what follows `#/s/`. */
export function parseMomentLink(text: string): MomentLink | LinkProblem {
  const at = text.indexOf('?');
  const slug = (at < 0 ? text : text.slice(0, at)).replace(/\/$/, '');
  if (!SLUG.test(slug)) {
    const message = slug === '' ? 'The link names no scenario.' : `${shown(slug)} is not the name of a scenario.`;
    return { kind: 'problem', title: 'This link leads nowhere', message, saved: null, heldTitle: null };
  }
  const { query, problems } = parseQuery(at < 0 ? '' : text.slice(at + 1));
  const link: MomentLink = { kind: 'moment', slug, ...query };
  if (problems.length === 0) return link;
  return {
    kind: 'problem',
    title: 'A part of this link is broken',
    message: problems.slice(0, 3).join(' ') + (problems.length > 3 ? ` And ${problems.length - 3} more.` : ''),
    // The check was made of the whole moment, which the rest of the link no longer is.
    saved: { ...link, check: null },
    heldTitle: null,
  };
}
