import type { Page } from './page.ts';

let gallery: Page | null = null;

/** Fetches the gallery, which a scenario can do without. */
export async function loadGallery(): Promise<Page> {
  const { GALLERY } = await import('./gallery/gallery-page.tsx');
  return (gallery = GALLERY);
}

/** The gallery, at once where it is here already. */
export function openGallery(): Page | Promise<Page> {
  return gallery ?? loadGallery();
}
