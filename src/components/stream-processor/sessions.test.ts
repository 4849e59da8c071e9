import { describe, expect, test } from 'vitest';
import { operatorOf, wordsOf } from './stream.fixture.ts';
import type { TriggerSpec } from './trigger-spec.ts';
import { BEAM_DEFAULTS } from './windowing-strategy.ts';

const session = (mergeTouching: boolean) => ({ kind: 'session', gapUs: 10, mergeTouching }) as const;
const window = session(false);
const each: TriggerSpec = { kind: 'elementCount', count: 1 };
const again: TriggerSpec = { kind: 'repeatedly', trigger: each };

describe('sessions', () => {
  test('[WINDOW-4] that overlap become one, and keys stay apart', () => {
    expect(wordsOf({ window }, [{ el: [0, 1] }, { el: [9, 2] }, { el: [9, 4, 'b'] }, { wm: 30 }])).toEqual([
      'a [0,19) merges [0,10)',
      'a [0,19) 3 ON_TIME 0 on time 0 first last',
      'a [0,19) expires',
      'b [9,19) 4 ON_TIME 0 on time 0 first last',
      'b [9,19) expires',
    ]);
  });

  test('[WINDOW-4] that a late record bridges become one', () => {
    const operator = operatorOf({ window }, () => {});
    operator.add('a', 1, 0, 0);
    operator.add('a', 1, 15, 0);
    expect(operator.openWindows()).toHaveLength(2);
    operator.add('a', 1, 8, 0);
    expect(operator.openWindows()).toEqual([{ key: 'a', window: { startUs: 0, endUs: 25 } }]);
  });

  test('[WINDOW-4] that touch become one in Flink, not in Beam', () => {
    const operations = [{ el: [0, 1] }, { el: [10, 2] }, { wm: 30 }] as const;
    const panes = (mergeTouching: boolean) =>
      wordsOf({ window: session(mergeTouching) }, operations).filter((word) => word.includes('ON_TIME'));
    expect(panes(false)).toEqual([
      'a [0,10) 1 ON_TIME 0 on time 0 first last',
      'a [10,20) 2 ON_TIME 0 on time 0 first last',
    ]);
    expect(panes(true)).toEqual(['a [0,20) 3 ON_TIME 0 on time 0 first last']);
  });

  test('[WINDOW-5] [PANE-5] a merged session counts its panes anew and takes back what it replaces', () => {
    const strategy = { window, trigger: again, accumulation: 'retracting', allowedLatenessUs: Infinity } as const;
    expect(wordsOf(strategy, [{ el: [0, 1] }, { el: [15, 2] }, { el: [1, 4] }, { el: [8, 8] }])).toEqual([
      'a [0,10) 1 EARLY 0 first',
      'a [15,25) 2 EARLY 0 first',
      'a [0,11) merges [0,10)',
      'a [0,10) takes back 1',
      'a [0,11) 5 EARLY 0 first',
      'a [0,25) merges [0,11) [15,25)',
      'a [0,11) takes back 5',
      'a [15,25) takes back 2',
      'a [0,25) 15 EARLY 0 first',
    ]);
  });

  test('[WINDOW-5] a record within a session makes no new one', () => {
    expect(wordsOf({ window, trigger: again }, [{ el: [0, 1] }, { el: [5, 1] }, { el: [3, 1] }]).slice(-2)).toEqual([
      'a [0,15) 1 EARLY 0 first',
      'a [0,15) 1 EARLY 1',
    ]);
  });

  test('[TRIGGER-6] counts add up, and the earliest delay stays', () => {
    const pairs: TriggerSpec = { kind: 'repeatedly', trigger: { kind: 'elementCount', count: 3 } };
    expect(wordsOf({ window, trigger: pairs }, [{ el: [0, 1] }, { el: [15, 1] }, { el: [8, 1] }]).at(-1)).toBe(
      'a [0,25) 3 EARLY 0 first',
    );
    const delayed: TriggerSpec = {
      kind: 'repeatedly',
      trigger: { kind: 'processingTime', delayUs: 20, alignUs: null },
    };
    const operations = [{ el: [0, 1] }, { pt: 5 }, { el: [15, 1] }, { pt: 10 }, { el: [8, 1] }] as const;
    expect(wordsOf({ window, trigger: delayed }, [...operations, { pt: 19 }])).toEqual([
      'a [0,25) merges [0,10) [15,25)',
    ]);
    expect(wordsOf({ window, trigger: delayed }, [...operations, { pt: 20 }]).at(-1)).toBe('a [0,25) 3 EARLY 0 first');
  });

  test('[TRIGGER-6] a session that grows beyond the watermark is before its end again', () => {
    const trigger: TriggerSpec = { kind: 'afterWatermark', early: null, late: each };
    const strategy = { window, trigger, accumulation: 'accumulating', allowedLatenessUs: 100 } as const;
    expect(wordsOf(strategy, [{ el: [0, 1] }, { wm: 12 }, { el: [9, 2] }, { wm: 19 }])).toEqual([
      'a [0,10) 1 ON_TIME 0 on time 0 first',
      'a [0,19) merges [0,10)',
      'a [0,19) 3 ON_TIME 0 on time 0 first',
    ]);
    // The watermark has passed the merged session, too: it goes on late.
    expect(wordsOf(strategy, [{ el: [0, 1] }, { wm: 30 }, { el: [9, 2] }]).at(-1)).toBe(
      'a [0,19) 3 LATE 0 on time 0 first',
    );
  });

  test('[LATE-1] Beam judges the record alone, Flink the session that it joins', () => {
    const operations = [{ el: [20, 1] }, { wm: 20 }, { el: [9, 2] }, { el: [10, 2] }, { el: [11, 4] }] as const;
    const drops = (latenessOf: 'own-window' | 'merged-window') =>
      wordsOf({ ...BEAM_DEFAULTS, window: session(true), latenessOf }, operations).filter((word) =>
        word.includes('drops'),
      );
    expect(drops('own-window')).toEqual(['a [9,19) drops 2: late', 'a [10,30) drops 2: late']);
    expect(drops('merged-window')).toEqual(['a [9,19) drops 2: late']);
  });
});
