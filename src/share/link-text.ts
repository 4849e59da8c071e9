/** Characters of a link, from `#` on; longer ones are not read. */
export const LONGEST_LINK = 65_536;

/** What follows a link in running text: the sentence's full stop, a bracket, a quotation mark. */
const TAIL = /[\s.,;:!?)\]}>'"]+$/;

/** What an address says: without its `#`, and without what followed it where it was copied from. */
export function linkText(hash: string): string {
  return hash.replace(TAIL, '').replace(/^#/, '');
}

/** The page that says what is modelled, and what is not. */
export const MODELLED_LINK = '#/modelled';

/** Whether an address means the gallery; the page shows that before it can read any other. */
export function isGalleryLink(hash: string): boolean {
  if (hash.length > LONGEST_LINK) return false;
  const [path = ''] = linkText(hash).split('?', 1);
  return path === '' || path === '/';
}
