import { loadDialogPanel, loadPopoverPanel } from '../controls/panels.ts';

/** Parts that are not to be seen before somebody asks for them: nobody waits for them when a scenario opens. */
export const loadKeyTable = () => import('./key-table.tsx');
export const loadRenameForm = () => import('./inspector/rename-form.tsx');
export const loadSharePanel = () => import('./share-panel.tsx');

/** Fetches them all, so that each is here when it is asked for, network or not. What can't be fetched now is tried again then. */
export async function loadParts(): Promise<void> {
  await Promise.allSettled(
    [loadPopoverPanel, loadDialogPanel, loadKeyTable, loadRenameForm, loadSharePanel].map((load) => load()),
  );
}
