import { queryText } from './moment-query.ts';
import type { MomentLink } from './run-link.ts';

/** The address of a moment of a catalogue scenario, from `#` on. */
export function momentLinkText(link: MomentLink): string {
  const query = queryText(link);
  return `#/s/${link.slug}${query === '' ? '' : `?${query}`}`;
}
