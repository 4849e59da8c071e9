import { isGalleryLink, linkText, MODELLED_LINK } from '../share/link-text.ts';
import { openGallery } from './load-gallery.ts';
import type { Page } from './page.ts';
import { ProblemPage } from './problem-page.tsx';
import { loadWorkbench } from './load-workbench.ts';

/** Opens what an address says, from `#` on. Every page comes when it is asked for. */
export function openAddress(hash: string): Page | Promise<Page> {
  if (isGalleryLink(hash)) {
    const gallery = openGallery();
    return gallery instanceof Promise ? gallery.catch(unopened) : gallery;
  }
  return linkText(hash) === linkText(MODELLED_LINK) ? openModelled() : openElsewhere(hash);
}

async function openElsewhere(hash: string): Promise<Page> {
  try {
    const { openPage } = await loadWorkbench();
    return await openPage(hash);
  } catch (error) {
    return unopened(error);
  }
}

async function openModelled(): Promise<Page> {
  try {
    const { MODELLED } = await import('./modelled/modelled-page.tsx');
    return MODELLED;
  } catch (error) {
    return unopened(error);
  }
}

function unopened(error: unknown): Page {
  const title = 'This page did not open';
  return {
    title: `${title} · Eventually`,
    content: (
      <ProblemPage
        title={title}
        message="A part of Eventually could not be fetched or has a fault. Your link still holds the run: reload to try again, and if you are offline, when you are back."
        detail={error instanceof Error ? error.message : String(error)}
        ways={[{ label: 'All scenarios', href: '#/' }]}
        reload
      />
    ),
  };
}
