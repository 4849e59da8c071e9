import { describe, expect, test } from 'vitest';
import { readProgress, writeProgress, type ProgressStorage } from './progress.ts';

function memory(
  entries: readonly (readonly [string, string])[] = [],
): ProgressStorage & { readonly kept: Map<string, string> } {
  const kept = new Map(entries);
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const refusing: ProgressStorage = {
  getItem: () => {
    throw new Error('SecurityError');
  },
  setItem: () => {
    throw new Error('QuotaExceededError');
  },
};

describe('progress', () => {
  test('[SESSION-30] is read back as it was kept', () => {
    const storage = memory();
    const progress = { answers: { 0: 2, 4: 1 }, step: 3, furthest: 5 };
    expect(writeProgress(storage, 'sync-vs-async', progress)).toBe(true);
    expect([...storage.kept.keys()]).toEqual(['eventually:1:progress:sync-vs-async']);
    expect(readProgress(storage, 'sync-vs-async')).toEqual(progress);
    expect(readProgress(storage, 'another')).toBeNull();
  });

  test('[SESSION-30] survives a storage that refuses', () => {
    expect(readProgress(refusing, 'x')).toBeNull();
    expect(writeProgress(refusing, 'x', { answers: {}, step: 0, furthest: 0 })).toBe(false);
    expect(readProgress(null, 'x')).toBeNull();
    expect(writeProgress(null, 'x', { answers: {}, step: 0, furthest: 0 })).toBe(false);
  });

  test.each([
    '',
    'nonsense',
    'null',
    '[]',
    '7',
    '{"answers":{},"step":-1,"furthest":0}',
    '{"answers":null,"step":0,"furthest":0}',
  ])('[SESSION-30] survives %j in the storage', (text) => {
    expect(readProgress(memory([['eventually:1:progress:x', text]]), 'x')).toBeNull();
  });

  test('[SESSION-30] leaves out answers that are none', () => {
    const text = '{"answers":{"0":1,"1":"two","__proto__":3,"2":-4},"step":0,"furthest":0}';
    expect(readProgress(memory([['eventually:1:progress:x', text]]), 'x')).toEqual({
      answers: { 0: 1 },
      step: 0,
      furthest: 0,
    });
  });
});
