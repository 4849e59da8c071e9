import { isNotA, nearest } from '../scenario/did-you-mean.ts';
import { momentLinkText } from '../share/moment-link.ts';
import type { LinkProblem, MomentLink, PayloadWriter } from '../share/run-link.ts';
import { TO_GALLERY, type Catalogue, type Opened, type Way } from './open-link.ts';

/** The page for a name that no scenario has. */
export function unknownSlug(link: MomentLink, catalogue: Catalogue): Opened {
  const near = nearest(link.slug, catalogue.keys());
  const ways =
    near === null ? [TO_GALLERY] : [{ label: `Open ${titleOf(near, catalogue)}`, href: `#/s/${near}` }, TO_GALLERY];
  return {
    kind: 'problem',
    title: 'There is no such scenario',
    message: `${isNotA(link.slug, 'a scenario here', catalogue.keys())}.`,
    ways,
  };
}

/** The page for a link that can't be read. */
export function explain(problem: LinkProblem, catalogue: Catalogue, payloadText: PayloadWriter | null = null): Opened {
  const { title, message, saved, heldTitle } = problem;
  const held = heldTitle === null ? message : `${message} It holds “${heldTitle}”.`;
  return {
    kind: 'problem',
    title,
    message: held,
    ways: [...waysTo(saved, heldTitle, catalogue, payloadText), TO_GALLERY],
  };
}

function waysTo(
  saved: LinkProblem['saved'],
  heldTitle: string | null,
  catalogue: Catalogue,
  payloadText: PayloadWriter | null,
): readonly Way[] {
  if (saved?.kind === 'moment' && catalogue.has(saved.slug)) {
    return [{ label: `Open ${titleOf(saved.slug, catalogue)} without it`, href: momentLinkText(saved) }];
  }
  const href = saved?.kind === 'payload' ? (payloadText?.(saved) ?? null) : null;
  if (href !== null) return [{ label: 'Open the rest', href }];
  const twin = [...catalogue.keys()].find(
    (slug) => heldTitle !== null && titleOf(slug, catalogue) === `“${heldTitle}”`,
  );
  return twin === undefined ? [] : [{ label: `Open “${heldTitle}” from the catalogue`, href: `#/s/${twin}` }];
}

function titleOf(slug: string, catalogue: Catalogue): string {
  const title = catalogue.get(slug)?.title;
  return title === undefined ? slug : `“${title}”`;
}
