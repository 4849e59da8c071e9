import { describe, expect, it } from 'vitest';
import { initialTheme } from './theme.ts';

describe('the theme to begin with', () => {
  it('is the one chosen before, whatever the system prefers', () => {
    expect(initialTheme('light', true)).toBe('light');
    expect(initialTheme('dark', false)).toBe('dark');
  });

  it('is what the system prefers when nothing or nonsense is remembered', () => {
    expect(initialTheme(null, true)).toBe('dark');
    expect(initialTheme('purple', false)).toBe('light');
  });
});
