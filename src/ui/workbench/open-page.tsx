import { catalogue } from '../../scenarios/catalogue.ts';
import { openLink } from '../../session/open-link.ts';
import { openGallery } from '../load-gallery.ts';
import type { Page } from '../page.ts';
import { ProblemPage } from '../problem-page.tsx';
import { storage } from '../storage.ts';
import { fetchLooksToo } from '../stage/looks.ts';
import { fetchPartsFor } from './parts.ts';
import { layoutFor } from './use-layout.ts';
import { WorkbenchPage } from './workbench-page.tsx';

fetchLooksToo();

/** Opens a link: the workbench at its moment, or what is wrong with it. */
export async function openPage(hash: string): Promise<Page> {
  // Where these can't be fetched, the page does with those of a larger one.
  const parts = fetchPartsFor(layoutFor(window.innerWidth)).catch(() => {});
  const opened = await openLink(hash, catalogue, storage());
  await parts;
  switch (opened.kind) {
    case 'gallery':
      return openGallery();
    case 'problem':
      return {
        title: `${opened.title} · Eventually`,
        content: <ProblemPage title={opened.title} message={opened.message} ways={opened.ways} />,
      };
    case 'workbench': {
      const { workbench, notices } = opened;
      return {
        title: `${workbench.store.getState().scenario.title} · Eventually`,
        content: <WorkbenchPage workbench={workbench} notices={notices} />,
        dispose: () => workbench.dispose(),
      };
    }
  }
}
