import { useStore } from 'zustand';
import { Button } from './controls/button.tsx';
import { Icon } from './drawing/icon.tsx';
import { themeStore, toggleTheme } from './theme.ts';

/** Switches between the light and the dark theme. */
export function ThemeButton() {
  const theme = useStore(themeStore, (state) => state.theme);
  return (
    <Button
      look="ghost"
      square
      onClick={toggleTheme}
      aria-label={theme === 'light' ? 'Use the dark theme' : 'Use the light theme'}
    >
      <Icon name={theme === 'light' ? 'moon' : 'sun'} size={20} />
    </Button>
  );
}
