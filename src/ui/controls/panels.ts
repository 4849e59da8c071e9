/** The panels' library is larger than what it is behind: it comes when the page is at rest, or when a panel opens. */
export const loadDialogPanel = () => import('./dialog-panel.tsx');
export const loadPopoverPanel = () => import('./popover-panel.tsx');
