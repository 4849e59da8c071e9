import { fetchPanel } from './use-panel.ts';

// The library behind these is larger than all that it opens, and nothing of it shows before: it is fetched apart.
export const loadDialogPanel = async () => (await import('./dialog-panel.tsx')).DialogPanel;
export const loadPopoverPanel = async () => (await import('./popover-panel.tsx')).PopoverPanel;

/** Fetches both before one is asked for; what can't be fetched now is tried again then. */
export async function loadPanels(): Promise<void> {
  await Promise.allSettled([fetchPanel(loadDialogPanel), fetchPanel(loadPopoverPanel)]);
}
