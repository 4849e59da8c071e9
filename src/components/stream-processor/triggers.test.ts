import { describe, expect, test } from 'vitest';
import { operatorOf, wordsOf } from './stream.fixture.ts';
import type { Operation } from './stream.fixture.ts';
import type { TriggerSpec } from './trigger-spec.ts';

const window = { kind: 'tumbling', sizeUs: 100, offsetUs: 0 } as const;
const count = (n: number): TriggerSpec => ({ kind: 'elementCount', count: n });
const delay = (us: number, alignUs: number | null = null): TriggerSpec => ({
  kind: 'processingTime',
  delayUs: us,
  alignUs,
});
const again = (trigger: TriggerSpec): TriggerSpec => ({ kind: 'repeatedly', trigger });
const play = (trigger: TriggerSpec, operations: readonly Operation[]): readonly string[] =>
  wordsOf({ window, trigger, allowedLatenessUs: 100 }, operations).map((word) => word.replace('a [0,100) ', ''));
const ones = (n: number): readonly Operation[] => Array.from({ length: n }, () => ({ el: [1, 1] }) as const);

describe('triggers', () => {
  test('[TRIGGER-1] the default one fires at the end, then for every record', () => {
    expect(play({ kind: 'repeatedlyAtWatermark' }, [...ones(2), { wm: 100 }, ...ones(2)])).toEqual([
      '2 ON_TIME 0 on time 0 first',
      '1 LATE 1 on time 1',
      '1 LATE 2 on time 2',
    ]);
  });

  test('[TRIGGER-2] afterWatermark fires early, at the end, and late', () => {
    const trigger: TriggerSpec = { kind: 'afterWatermark', early: count(2), late: count(3) };
    expect(play(trigger, [...ones(5), { wm: 100 }, ...ones(7)])).toEqual([
      '2 EARLY 0 first',
      '2 EARLY 1',
      '1 ON_TIME 2 on time 0',
      '3 LATE 3 on time 1',
      '3 LATE 4 on time 2',
    ]);
    const noLate: TriggerSpec = { kind: 'afterWatermark', early: null, late: null };
    expect(play(noLate, [...ones(2), { wm: 100 }, ...ones(1)])).toEqual([
      '2 ON_TIME 0 on time 0 first last',
      'drops 1: closed',
    ]);
    expect(play({ kind: 'never' }, [...ones(2), { wm: 100 }])).toEqual([]);
  });

  test('[TRIGGER-3] a delay begins with the first record since the last pane', () => {
    const operations: readonly Operation[] = [
      { pt: 5 },
      { el: [1, 1] },
      { pt: 14 },
      { el: [1, 1] },
      { pt: 15 },
      { pt: 40 },
      { el: [1, 1] },
      { pt: 50 },
    ];
    expect(play(again(delay(10)), operations)).toEqual(['2 EARLY 0 first', '1 EARLY 1']);
    expect(play(again(delay(10)), operations.slice(0, 4))).toEqual([]);
    const fired: number[] = [];
    const operator = operatorOf({ window, trigger: again(delay(10, 8)) }, (_, nowUs) => fired.push(nowUs));
    operator.add('a', 1, 1, 5);
    expect(operator.dueUs).toBe(16);
    operator.add('a', 1, 1, 16);
    operator.advanceTime(99);
    expect([fired, operator.dueUs]).toEqual([[16, 32], null]);
  });

  test('[TRIGGER-4] a trigger fires once unless it is repeated', () => {
    expect(play(count(2), ones(3))).toEqual(['2 EARLY 0 first last', 'drops 1: closed']);
    expect(play(again(count(2)), ones(5))).toEqual(['2 EARLY 0 first', '2 EARLY 1']);
  });

  test('[TRIGGER-5] any: the first of its parts, and the others begin anew', () => {
    const trigger = again({ kind: 'any', of: [count(2), delay(10)] });
    const operations: readonly Operation[] = [{ pt: 0 }, ...ones(2), { pt: 4 }, ...ones(1), { pt: 10 }, { pt: 14 }];
    expect(play(trigger, operations)).toEqual(['2 EARLY 0 first', '1 EARLY 1']);
    expect(play(trigger, operations.slice(0, -1))).toEqual(['2 EARLY 0 first']);
  });

  test('[TRIGGER-5] all: as late as the last of its parts', () => {
    const trigger = again({ kind: 'all', of: [count(2), delay(10)] });
    expect(play(trigger, [{ pt: 0 }, ...ones(3), { pt: 9 }])).toEqual([]);
    expect(play(trigger, [{ pt: 0 }, ...ones(3), { pt: 10 }])).toEqual(['3 EARLY 0 first']);
    expect(play(trigger, [{ pt: 0 }, ...ones(1), { pt: 50 }, ...ones(1)])).toEqual(['2 EARLY 0 first']);
    const both = again({ kind: 'all', of: [delay(10), delay(20)] });
    expect(play(both, [{ pt: 0 }, ...ones(1), { pt: 19 }])).toEqual([]);
    expect(play(both, [{ pt: 0 }, ...ones(1), { pt: 20 }])).toEqual(['1 EARLY 0 first']);
  });

  test('[TRIGGER-5] inOrder: one part after the other', () => {
    const trigger: TriggerSpec = { kind: 'inOrder', of: [count(1), count(3), delay(5)] };
    expect(play(trigger, [{ pt: 0 }, ...ones(6), { pt: 5 }])).toEqual([
      '1 EARLY 0 first',
      '3 EARLY 1',
      '2 EARLY 2 last',
    ]);
  });

  test('[TRIGGER-5] orFinally: one until the other', () => {
    const trigger: TriggerSpec = { kind: 'orFinally', trigger: again(count(2)), until: delay(5) };
    expect(play(trigger, [{ pt: 0 }, ...ones(3), { pt: 5 }, ...ones(1)])).toEqual([
      '2 EARLY 0 first',
      '1 EARLY 1 last',
      'drops 1: closed',
    ]);
  });
});
