import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputsOf } from './stream.fixture.ts';
import type { Operation } from './stream.fixture.ts';
import type { WindowSpec } from './time-window.ts';
import type { Pane, WindowOutput } from './window-output.ts';
import type { WindowingStrategy } from './windowing-strategy.ts';

const keys = ['a', 'b'];
const element = fc
  .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(...keys))
  .map((el): Operation => ({ el }));
const watermark = fc.integer({ min: 0, max: 150 }).map((wm): Operation => ({ wm }));
const operations = fc
  .array(fc.oneof({ weight: 5, arbitrary: element }, { weight: 1, arbitrary: watermark }), {
    minLength: 40,
    maxLength: 60,
  })
  .map((some) => [...some, { wm: Infinity }]);
const counts = fc.integer({ min: 1, max: 4 });
const strategies = (windows: fc.Arbitrary<WindowSpec>) =>
  fc.record({
    window: windows,
    early: counts,
    late: counts,
    accumulation: fc.constantFrom<WindowingStrategy['accumulation']>('discarding', 'accumulating', 'retracting'),
    allowedLatenessUs: fc.constantFrom(0, 10, 40, Infinity),
  });
const aligned = fc.record({
  kind: fc.constant('sliding' as const),
  sizeUs: fc.constantFrom(7, 20, 30),
  everyUs: fc.constantFrom(10, 20),
  offsetUs: fc.constantFrom(0, 3),
});
const sessions = fc.record({
  kind: fc.constant('session' as const),
  gapUs: fc.constantFrom(1, 5, 20),
  mergeTouching: fc.boolean(),
});

function run(
  strategy: { readonly early: number; readonly late: number } & Partial<WindowingStrategy>,
  steps: readonly Operation[],
) {
  const { early, late, ...rest } = strategy;
  const counting = (count: number) => ({ kind: 'elementCount', count }) as const;
  return outputsOf(
    { ...rest, trigger: { kind: 'afterWatermark', early: counting(early), late: counting(late) } },
    steps,
  );
}

/** The panes of one key's window, told from the operations alone. */
function plainPanes(
  {
    early,
    late,
    accumulation,
    allowedLatenessUs,
  }: { early: number; late: number; accumulation: string; allowedLatenessUs: number },
  [startUs, endUs]: readonly [number, number],
  key: string,
  steps: readonly Operation[],
): readonly unknown[] {
  const panes: unknown[] = [];
  let [watermarkUs, held, fresh, onTime, seen] = [-Infinity, 0, 0, 0, false];
  let values: number[] = [];
  const fire = (timing: string, isLast: boolean): void => {
    const shown = accumulation === 'discarding' ? values.slice(held) : values;
    const value = shown.reduce((total, each) => total + each, 0);
    panes.push([value, timing, panes.length, timing === 'EARLY' ? null : onTime++, panes.length === 0, isLast]);
    [held, fresh] = [values.length, 0];
  };
  for (const step of steps) {
    if ('el' in step) {
      const [tUs, value, of] = step.el;
      if (of !== key || tUs < startUs || tUs >= endUs || watermarkUs >= endUs + allowedLatenessUs) continue;
      values = [...values, value];
      fresh++;
      seen = true;
      if (watermarkUs < endUs && fresh === early) fire('EARLY', false);
      // A window that begins late fires at once, since its end is reached.
      else if (watermarkUs >= endUs && (onTime === 0 || fresh === late)) fire('LATE', false);
    } else if ('wm' in step && step.wm > watermarkUs) {
      const reaches = watermarkUs < endUs && step.wm >= endUs;
      const closes = watermarkUs < endUs + allowedLatenessUs && step.wm >= endUs + allowedLatenessUs;
      watermarkUs = step.wm;
      if (seen && reaches) fire('ON_TIME', closes);
      else if (seen && closes && fresh > 0) fire('LATE', true);
    }
  }
  return panes;
}

const isPane = (output: WindowOutput<number, number>): output is Pane<number> => output.kind === 'pane';

test('[WINDOW-3] [TRIGGER-2] [PANE-1] [PANE-2] [PANE-3] [PANE-5] [LATE-1] [LATE-2] each aligned window emits what its rules say', () => {
  fc.assert(
    fc.property(strategies(aligned), operations, (strategy, steps) => {
      const { sizeUs, everyUs, offsetUs } = strategy.window as { sizeUs: number; everyUs: number; offsetUs: number };
      const panes = run(strategy, steps).filter(isPane);
      const expected = new Map<string, readonly unknown[]>();
      for (const key of keys) {
        for (let startUs = offsetUs - 60; startUs <= 130; startUs += everyUs) {
          const plain = plainPanes(strategy, [startUs, startUs + sizeUs], key, steps);
          if (plain.length > 0) expected.set(`${key} ${startUs}`, plain);
        }
      }
      const actual = new Map<string, Pane<number>[]>();
      for (const pane of panes) {
        const name = `${pane.key} ${pane.window.startUs}`;
        actual.set(name, [...(actual.get(name) ?? []), pane]);
      }
      expect([...actual.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [name, some] of actual) {
        const said = some.map(({ value, timing, index, onTimeIndex, isFirst, isLast }) => [
          value,
          timing,
          index,
          onTimeIndex,
          isFirst,
          isLast,
        ]);
        expect(said).toEqual(expected.get(name));
      }
    }),
    { numRuns: 250 },
  );
});

test('[WINDOW-4] [WINDOW-5] sessions are the records that hang together, whatever order they come in', () => {
  const records = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(sessions, records, ({ gapUs, mergeTouching, kind }, some) => {
      const outputs = outputsOf({ window: { kind, gapUs, mergeTouching } }, [
        ...some.map((el) => ({ el })),
        { wm: Infinity },
      ]);
      const expected: number[][] = [];
      for (const [tUs, value] of some.toSorted(([a], [b]) => a - b)) {
        const last = expected.at(-1);
        const apart = last === undefined || (mergeTouching ? tUs > last[1]! : tUs >= last[1]!);
        if (apart) expected.push([tUs, tUs + gapUs, value]);
        else expected[expected.length - 1] = [last[0]!, tUs + gapUs, last[2]! + value];
      }
      const panes = outputs.filter(isPane).map(({ window, value }) => [window.startUs, window.endUs, value]);
      expect(panes.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('[WINDOW-5] [PANE-5] with retractions, what remains of all panes is what was taken in', () => {
  fc.assert(
    fc.property(strategies(fc.oneof(sessions, aligned)), operations, (strategy, steps) => {
      const outputs = run({ ...strategy, accumulation: 'retracting' }, steps);
      const standing = new Map<string, number>();
      for (const output of outputs) {
        const name = JSON.stringify([output.key, output.window]);
        if (output.kind === 'retraction') {
          expect(standing.get(name)).toBe(output.value);
          standing.delete(name);
        } else if (output.kind === 'pane') {
          expect(standing.has(name)).toBe(false);
          standing.set(name, output.value);
        }
      }
      const taken = steps.reduce(
        (total, step) => ('el' in step ? total + step.el[1] * coverage(strategy.window, step.el[0]) : total),
        0,
      );
      const dropped = outputs.reduce(
        (total, output) => (output.kind === 'dropped' && output.window ? total + output.value : total),
        0,
      );
      expect([...standing.values()].reduce((total, value) => total + value, 0)).toBe(taken - dropped);
    }),
    { numRuns: 150 },
  );
});

test('[PANE-1] [PANE-3] panes of a window are early, then on time, then late, and none follows the last one', () => {
  fc.assert(
    fc.property(strategies(fc.oneof(sessions, aligned)), operations, (strategy, steps) => {
      const lives = new Map<string, Pane<number>[]>();
      for (const output of run(strategy, steps)) {
        const name = JSON.stringify([output.key, output.window]);
        if (output.kind === 'merged') for (const from of output.from) lives.delete(JSON.stringify([output.key, from]));
        if (output.kind !== 'pane') continue;
        const life = lives.get(name) ?? [];
        lives.set(name, [...life, output]);
        expect([output.index, output.isFirst, life.at(-1)?.isLast ?? false]).toEqual([
          life.length,
          life.length === 0,
          false,
        ]);
        const timings = [...life, output].map(({ timing }) => timing).join(' ');
        expect(timings).toMatch(/^(?:EARLY ?)*(?:ON_TIME ?)?(?:LATE ?)*$/);
      }
    }),
    { numRuns: 150 },
  );
});

function coverage(window: WindowSpec, tUs: number): number {
  if (window.kind !== 'sliding') return 1;
  let covering = 0;
  for (let startUs = window.offsetUs - 100; startUs <= tUs; startUs += window.everyUs)
    if (tUs < startUs + window.sizeUs) covering++;
  return covering;
}
