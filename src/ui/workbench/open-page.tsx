import { catalogue } from '../../scenarios/catalogue.ts';
import { openLink } from '../../session/open-link.ts';
import { GALLERY } from '../gallery/gallery-page.tsx';
import type { Page } from '../page.ts';
import { ProblemPage } from '../problem-page.tsx';
import { storage } from '../storage.ts';
import { WorkbenchPage } from './workbench-page.tsx';

/** Opens a link: the workbench at its moment, or what is wrong with it. */
export async function openPage(hash: string): Promise<Page> {
  const opened = await openLink(hash, catalogue, storage());
  switch (opened.kind) {
    case 'gallery':
      return GALLERY;
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
