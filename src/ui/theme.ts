import { createStore } from 'zustand/vanilla';
import { remember, remembered } from './storage.ts';

export type Theme = 'light' | 'dark';

/** The theme to begin with: the one chosen before, else what the system prefers. */
export function initialTheme(saved: string | null, systemIsDark: boolean): Theme {
  if (saved === 'light' || saved === 'dark') return saved;
  return systemIsDark ? 'dark' : 'light';
}

/** The page's theme. */
export const themeStore = createStore<{ readonly theme: Theme }>(() => ({ theme: 'light' }));

/** Puts the theme on the page and follows the system until somebody chooses. */
export function startTheme(): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => show(initialTheme(remembered('theme'), system.matches));
  system.addEventListener('change', follow);
  follow();
}

/** Chooses the other theme and remembers it. */
export function toggleTheme(): void {
  const theme = themeStore.getState().theme === 'light' ? 'dark' : 'light';
  remember('theme', theme);
  show(theme);
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  themeStore.setState({ theme });
}
