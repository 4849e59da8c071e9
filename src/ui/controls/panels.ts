/*
 * The library behind these is larger than all that it opens, and nothing of it shows before: it is fetched apart. The
 * styles come with the page, since a browser asks for a style sheet only once.
 */
export const loadDialogPanel = async () => (await import('./dialog-panel.tsx')).DialogPanel;
export const loadPopoverPanel = async () => (await import('./popover-panel.tsx')).PopoverPanel;

/** Fetches both before one is asked for; what can't be fetched now is tried again then. */
export async function loadPanels(): Promise<void> {
  await Promise.allSettled([loadDialogPanel(), loadPopoverPanel()]);
}
