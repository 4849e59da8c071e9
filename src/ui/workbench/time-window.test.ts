import { describe, expect, it } from 'vitest';
import { windowAt } from './time-window.ts';

describe('the time window', () => {
  it('begins at 0 and stays while the playhead has room', () => {
    const first = windowAt(null, 0, 1_000);
    expect(first).toEqual({ fromUs: 0, toUs: 1_000 });
    expect(windowAt(first, 750, 1_000)).toBe(first);
  });

  it('follows a playhead that would leave it, and shows the veil beside it', () => {
    const first = windowAt(null, 0, 1_000);
    expect(windowAt(first, 900, 1_000)).toEqual({ fromUs: 150, toUs: 1_150 });
    expect(windowAt(first, 5_000, 1_000)).toEqual({ fromUs: 4_250, toUs: 5_250 });
  });

  it('stays where it is while somebody looks back inside of it', () => {
    const later = windowAt(null, 5_000, 1_000);
    expect(windowAt(later, 4_300, 1_000)).toBe(later);
  });

  it('makes room at its left end, and never shows time before 0', () => {
    const later = windowAt(null, 5_000, 1_000);
    expect(windowAt(later, 4_250, 1_000)).toEqual({ fromUs: 3_950, toUs: 4_950 });
    expect(windowAt(later, 100, 1_000)).toEqual({ fromUs: 0, toUs: 1_000 });
  });
});
