/** The library behind these is larger than all that it opens: it is fetched apart from the page. */
export const loadDialogPanel = () => import('./dialog-panel.tsx');
export const loadPopoverPanel = () => import('./popover-panel.tsx');
