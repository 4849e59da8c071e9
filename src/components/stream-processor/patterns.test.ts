import { describe, expect, test } from 'vitest';
import { compilePattern, patternProblem } from './pattern.ts';
import type { Pattern, PatternStep } from './pattern.ts';
import { PatternMatcher } from './pattern-matcher.ts';

const step = (name: string, change: Partial<PatternStep<string>> = {}): PatternStep<string> => ({
  name,
  where: (value) => value.startsWith(name),
  follows: 'followedBy',
  times: 1,
  between: 'followedBy',
  absent: false,
  ...change,
});
const pattern = (steps: readonly PatternStep<string>[], change: Partial<Pattern<string>> = {}): Pattern<string> => ({
  steps,
  withinUs: null,
  afterMatch: 'keep-all',
  ...change,
});
/** "a1@5 b@7": values at event times, in the order of arrival; the watermark comes at the end. */
function found(of: Pattern<string>, events: string, watermarkUs = Infinity): readonly string[] {
  const matcher = new PatternMatcher(of);
  for (const event of events.split(' ')) {
    const [value = '', at] = event.split('@');
    matcher.add('k', value, Number(at));
  }
  const ends = matcher.advanceWatermark(watermarkUs);
  return ends.map(({ kind, taken, atUs }) =>
    [...taken.map(({ value }) => value), ...(kind === 'match' ? [] : ['timeout']), `@${atUs}`].join(' '),
  );
}

describe('patterns', () => {
  test('[CEP-1] see records in the order of event time, once the watermark has passed', () => {
    const ab = pattern([step('a'), step('b')]);
    expect(found(ab, 'b@7 a@5')).toEqual(['a b @7']);
    expect(found(ab, 'a@5 b@7', 7)).toEqual([]);
    expect(found(ab, 'a@5 b@7', 8)).toEqual(['a b @7']);
    const matcher = new PatternMatcher(ab);
    matcher.advanceWatermark(10);
    expect([matcher.add('k', 'a', 9), matcher.add('k', 'a', 10), matcher.watermarkUs]).toEqual([false, true, 10]);
    expect(matcher.advanceWatermark(5)).toEqual([]);
  });

  test('[CEP-2] begin at every record that fits, apart for each key, and look back', () => {
    expect(found(pattern([step('a'), step('b')]), 'a1@1 a2@2 b@3')).toEqual(['a1 b @3', 'a2 b @3']);
    const two = new PatternMatcher(pattern([step('a'), step('b')]));
    two.add('k', 'a', 1);
    two.add('l', 'b', 2);
    expect([two.advanceWatermark(5), two.runCount]).toEqual([[], 1]);
    const elsewhere = step('c', { where: (value, taken) => value !== taken[0]?.value });
    const cities = pattern([step('c'), elsewhere], { withinUs: 10 });
    expect(found(cities, 'cBerne@1 cBerne@2 cZurich@8').filter((match) => !match.includes('timeout'))).toEqual([
      'cBerne cZurich @8',
      'cBerne cZurich @8',
    ]);
  });

  test('[CEP-3] follow at once, or with others between', () => {
    const ab = (follows: PatternStep<string>['follows']) => pattern([step('a'), step('b', { follows })]);
    expect(found(ab('next'), 'a@1 b1@2 b2@3')).toEqual(['a b1 @2']);
    expect(found(ab('next'), 'a@1 x@2 b@3')).toEqual([]);
    expect(found(ab('followedBy'), 'a@1 x@2 b1@3 b2@4')).toEqual(['a b1 @3']);
    expect(found(ab('followedByAny'), 'a@1 x@2 b1@3 b2@4')).toEqual(['a b1 @3', 'a b2 @4']);
  });

  test('[CEP-3] repeat a step', () => {
    const thrice = (between: PatternStep<string>['between']) => pattern([step('w', { times: 3, between })]);
    expect(found(thrice('followedBy'), 'w1@1 x@2 w2@3 w3@4')).toEqual(['w1 w2 w3 @4']);
    expect(found(thrice('next'), 'w1@1 x@2 w2@3 w3@4 w4@5')).toEqual(['w2 w3 w4 @5']);
    expect(found(thrice('followedByAny'), 'w1@1 w2@2 w3@3 w4@4')).toHaveLength(4);
  });

  test('[CEP-4] end where what must be absent comes', () => {
    const noB = pattern([step('a'), step('b', { absent: true }), step('c')]);
    expect(found(noB, 'a@1 x@2 c@3')).toEqual(['a c @3']);
    expect(found(noB, 'a1@1 b@2 a2@3 c@4')).toEqual(['a2 c @4']);
  });

  test('[CEP-5] take less than their time', () => {
    const ab = pattern([step('a'), step('b')], { withinUs: 10 });
    expect(found(ab, 'a@1 b@10')).toEqual(['a b @10']);
    expect(found(ab, 'a@1 b@11')).toEqual(['a timeout @11']);
  });

  test('[CEP-6] of an absence are found at exactly the deadline', () => {
    const noDelivery = pattern([step('o'), step('d', { absent: true })], { withinUs: 45 });
    expect(found(noDelivery, 'o@5', 49)).toEqual([]);
    expect(found(noDelivery, 'o@5', 50)).toEqual(['o @50']);
    expect(found(noDelivery, 'o@5 d@49')).toEqual([]);
    expect(found(noDelivery, 'o@5 d@50')).toEqual(['o @50']);
    const matcher = new PatternMatcher(noDelivery);
    matcher.add('k', 'o', 5);
    matcher.advanceWatermark(6);
    expect(matcher.deadlineUs).toBe(50);
    matcher.advanceWatermark(50);
    expect([matcher.deadlineUs, matcher.runCount]).toEqual([null, 0]);
  });

  test('[CEP-7] after a match keep or end what has begun', () => {
    const three = (afterMatch: Pattern<string>['afterMatch']) => pattern([step('w', { times: 3 })], { afterMatch });
    expect(found(three('keep-all'), 'w1@1 w2@2 w3@3 w4@4')).toEqual(['w1 w2 w3 @3', 'w2 w3 w4 @4']);
    expect(found(three('skip-past-last'), 'w1@1 w2@2 w3@3 w4@4 w5@5 w6@6')).toEqual(['w1 w2 w3 @3', 'w4 w5 w6 @6']);
    const quiet = pattern([step('o'), step('d', { absent: true })], { withinUs: 10, afterMatch: 'skip-past-last' });
    expect(found(quiet, 'o1@1 o2@2')).toEqual(['o1 @11', 'o2 @12']);
  });

  test('[CEP-2] say what is wrong with them', () => {
    const absent = step('b', { absent: true });
    expect(patternProblem(pattern([]))).toContain('begin with an event');
    expect(patternProblem(pattern([absent]))).toContain('begin with an event');
    expect(patternProblem(pattern([step('a', { times: 0 })]))).toContain('at least once');
    expect(patternProblem(pattern([step('a')], { withinUs: 0 }))).toContain('more than 0');
    expect(patternProblem(pattern([step('a'), absent]))).toContain('absence at the end');
    expect(() => compilePattern(pattern([]))).toThrow('a pattern');
  });
});
