import { describe, expect, test } from 'vitest';
import { wordsOf } from './stream.fixture.ts';
import type { WindowSpec } from './time-window.ts';
import type { TriggerSpec } from './trigger-spec.ts';
import { FLINK_DEFAULTS } from './windowing-strategy.ts';

const tens: WindowSpec = { kind: 'tumbling', sizeUs: 10, offsetUs: 0 };
const each: TriggerSpec = { kind: 'elementCount', count: 1 };
const earlyAndLate: TriggerSpec = { kind: 'afterWatermark', early: each, late: each };

describe('panes', () => {
  test('[PANE-1] [PANE-2] are early, then once on time, then late', () => {
    const strategy = {
      window: tens,
      trigger: earlyAndLate,
      accumulation: 'accumulating',
      allowedLatenessUs: 100,
    } as const;
    expect(wordsOf(strategy, [{ el: [1, 5] }, { el: [2, 3] }, { wm: 10 }, { el: [3, 1] }, { el: [4, 1] }])).toEqual([
      'a [0,10) 5 EARLY 0 first',
      'a [0,10) 8 EARLY 1',
      'a [0,10) 8 ON_TIME 2 on time 0',
      'a [0,10) 9 LATE 3 on time 1',
      'a [0,10) 10 LATE 4 on time 2',
    ]);
  });

  test('[PANE-1] of late records alone are late, the first one too', () => {
    const strategy = { window: tens, allowedLatenessUs: 100 };
    expect(wordsOf(strategy, [{ wm: 10 }, { el: [3, 1] }])).toEqual(['a [0,10) 1 LATE 0 on time 0 first']);
  });

  test('[PANE-1] with a record that came in time are on time whenever they come', () => {
    const pairs: TriggerSpec = { kind: 'repeatedly', trigger: { kind: 'elementCount', count: 2 } };
    const strategy = { window: tens, trigger: pairs, allowedLatenessUs: 100 };
    expect(wordsOf(strategy, [{ el: [1, 5] }, { wm: 10 }, { el: [2, 3] }])).toEqual([
      'a [0,10) 8 ON_TIME 0 on time 0 first',
    ]);
  });

  test('[PANE-3] are last when nothing can follow', () => {
    expect(wordsOf({ window: tens }, [{ el: [1, 5] }, { wm: 10 }])).toEqual([
      'a [0,10) 5 ON_TIME 0 on time 0 first last',
      'a [0,10) expires',
    ]);
    expect(wordsOf({ window: tens, trigger: each }, [{ el: [1, 5] }])).toEqual(['a [0,10) 5 EARLY 0 first last']);
    expect(wordsOf({}, [{ el: [1, 5] }, { wm: 1e12 }, { wm: Infinity }])).toEqual([
      'a [-Infinity,Infinity) 5 ON_TIME 0 on time 0 first last',
      'a [-Infinity,Infinity) expires',
    ]);
    const late = { window: tens, trigger: earlyAndLate, allowedLatenessUs: Infinity };
    expect(wordsOf(late, [{ el: [1, 5] }, { wm: Infinity }])[1]).toBe('a [0,10) 0 ON_TIME 1 on time 0 last');
  });

  test('[PANE-4] come empty at the end only, and not in Flink', () => {
    const strategy = { window: tens, trigger: earlyAndLate, allowedLatenessUs: 5 };
    expect(wordsOf(strategy, [{ el: [1, 5] }, { wm: 10 }, { wm: 15 }])).toEqual([
      'a [0,10) 5 EARLY 0 first',
      'a [0,10) 0 ON_TIME 1 on time 0',
      'a [0,10) expires',
    ]);
    expect(wordsOf({ ...FLINK_DEFAULTS, ...strategy, emptyOnTimePane: false }, [{ el: [1, 5] }, { wm: 10 }])).toEqual([
      'a [0,10) 5 EARLY 0 first',
    ]);
  });

  test.each([
    ['discarding', ['5 EARLY 0 first', '3 EARLY 1']],
    ['accumulating', ['5 EARLY 0 first', '8 EARLY 1']],
    ['retracting', ['5 EARLY 0 first', 'takes back 5', '8 EARLY 1']],
  ] as const)('[PANE-5] %s', (accumulation, words) => {
    const strategy = { window: tens, trigger: earlyAndLate, accumulation };
    expect(wordsOf(strategy, [{ el: [1, 5] }, { el: [2, 3] }])).toEqual(words.map((word) => `a [0,10) ${word}`));
  });
});

describe('lateness', () => {
  const ends = (lateness: number, wm: number) =>
    wordsOf({ window: tens, allowedLatenessUs: lateness }, [{ wm }, { el: [9, 5] }]);

  test('[LATE-1] begins when the watermark has reached the end plus what is allowed', () => {
    expect(ends(0, 9)).toEqual([]);
    expect(ends(0, 10)).toEqual(['a [0,10) drops 5: late']);
    expect(ends(7, 16)).toEqual(['a [0,10) 5 LATE 0 on time 0 first']);
    expect(ends(7, 17)).toEqual(['a [0,10) drops 5: late']);
    expect(ends(Infinity, 1e12)).toEqual(['a [0,10) 5 LATE 0 on time 0 first']);
  });

  test('[LATE-1] is judged for each window of a record', () => {
    const sliding: WindowSpec = { kind: 'sliding', sizeUs: 20, everyUs: 10, offsetUs: 0 };
    expect(wordsOf({ window: sliding }, [{ wm: 20 }, { el: [15, 5] }, { wm: 30 }])).toEqual([
      'a [0,20) drops 5: late',
      'a [10,30) 5 ON_TIME 0 on time 0 first last',
      'a [10,30) expires',
    ]);
  });

  test('[LATE-2] ends with what no trigger has fired for', () => {
    const trigger: TriggerSpec = { kind: 'repeatedly', trigger: { kind: 'elementCount', count: 2 } };
    const operations = [{ el: [1, 5] }, { wm: 10 }, { wm: 15 }] as const;
    expect(wordsOf({ window: tens, trigger, allowedLatenessUs: 5 }, operations)).toEqual([
      'a [0,10) 5 ON_TIME 0 on time 0 first last',
      'a [0,10) expires',
    ]);
    expect(wordsOf({ ...FLINK_DEFAULTS, window: tens, trigger, allowedLatenessUs: 5 }, operations)).toEqual([
      'a [0,10) expires',
    ]);
    expect(
      wordsOf({ window: tens, trigger, allowedLatenessUs: 5 }, [
        ...operations.slice(0, 2),
        { el: [2, 1] },
        { el: [3, 1] },
        { wm: 15 },
      ]),
    ).toEqual(['a [0,10) 6 ON_TIME 0 on time 0 first', 'a [0,10) 1 LATE 1 on time 1 last', 'a [0,10) expires']);
  });

  test('[LATE-3] differs from a closed window', () => {
    const strategy = { window: tens, trigger: each, allowedLatenessUs: 10 };
    expect(wordsOf(strategy, [{ el: [1, 5] }, { el: [2, 3] }, { wm: 20 }, { el: [3, 1] }])).toEqual([
      'a [0,10) 5 EARLY 0 first last',
      'a [0,10) drops 3: closed',
      'a [0,10) drops 1: late',
    ]);
    const gaps: WindowSpec = { kind: 'sliding', sizeUs: 4, everyUs: 10, offsetUs: 0 };
    expect(wordsOf({ window: gaps }, [{ el: [4, 5] }])).toEqual(['a drops 5: uncovered']);
  });
});

test('[WATERMARK-1] a watermark never goes back', () => {
  expect(wordsOf({ window: tens }, [{ wm: 10 }, { wm: 5 }, { el: [9, 5] }])).toEqual(['a [0,10) drops 5: late']);
});
