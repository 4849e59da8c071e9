import { describe, expect, it } from 'vitest';
import { matches, TOPICS } from './topics.ts';

const found = (typed: string): string[] => TOPICS.filter((topic) => matches(topic, typed)).map(({ slug }) => slug);

describe('topics', () => {
  it('are 19 of the talk and 15 below, numbered without gaps, each with a slug of its own', () => {
    expect(TOPICS.map(({ number }) => number)).toEqual(Array.from({ length: 34 }, (_, index) => index + 1));
    expect(TOPICS.filter(({ part }) => part === 'talk')).toHaveLength(19);
    expect(new Set(TOPICS.map(({ slug }) => slug)).size).toBe(34);
  });

  it('are found by the beginnings of words, in any order, and by number', () => {
    expect(found('sourc git')).toEqual(['git']);
    expect(found('7')).toEqual(['sync-vs-async']);
    expect(found('CQRS')).toEqual(['cqrs', 'event-sourcing-cqrs']);
    expect(found('zebra')).toEqual([]);
  });

  it('are all found by nothing', () => {
    expect(found('  ')).toHaveLength(34);
  });
});
