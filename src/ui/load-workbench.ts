/** Fetches the workbench and the engine behind it, which the gallery can do without; asking again costs nothing. */
export const loadWorkbench = () => import('./workbench/open-page.tsx');
