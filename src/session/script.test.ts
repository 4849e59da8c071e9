import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkbench, type WorkbenchConfig } from './create-workbench.ts';
import { readProgress, type ProgressStorage } from './progress.ts';
import { shopDocument } from './testing/shop-document.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

const open = (config: Partial<WorkbenchConfig> = {}): Workbench =>
  createWorkbench({ document: shopDocument, slug: 'shop', ...config });
const at = (workbench: Workbench): WorkbenchState => workbench.store.getState();
const play = (workbench: Workbench, ms = 16): void => {
  for (let i = 0; i < 100_000 && at(workbench).playing; i += 1) workbench.frame(ms);
};
const memory = (): ProgressStorage => {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
};

/** Presses Next, and plays whatever it starts. */
function next(workbench: Workbench): void {
  workbench.nextStep();
  play(workbench);
}

describe('the guide', () => {
  test('[SESSION-20] opens paused, plays until the condition holds, and stops', () => {
    const workbench = open();
    expect(at(workbench)).toMatchObject({
      playing: false,
      tUs: 0,
      selected: 'orders',
      guide: { step: 0, phase: 'setting-up' },
    });
    workbench.play();
    play(workbench);
    const { projection, tUs, guide } = at(workbench);
    expect(guide).toMatchObject({ phase: 'asking', gaveUp: false });
    expect(projection.at(tUs).components.get('customer')).toMatchObject({ outcomes: { ok: 2 } });
    expect(projection.at(tUs - 1).components.get('customer')).toMatchObject({ outcomes: { ok: 1 } });
  });

  test('[SESSION-20] stops at the same instant whatever the frames', () => {
    const stops = (frames: readonly number[], speed: number): number => {
      const workbench = open();
      workbench.setSpeed(speed);
      workbench.play();
      for (let i = 0; at(workbench).playing; i += 1) workbench.frame(frames[i % frames.length] ?? 1);
      return at(workbench).tUs;
    };
    const expected = stops([16], 0.5);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 3, max: 400, noNaN: true }), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.2, max: 10, noNaN: true }),
        (frames, speed) => {
          expect(stops(frames, speed)).toBe(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('[SESSION-20] judges at lines of handlers, which are no happenings', () => {
    const workbench = open({ variant: 'async', step: 4, tUs: 0, phase: 'setting-up' });
    workbench.play();
    play(workbench);
    const { projection, tUs } = at(workbench);
    expect(projection.at(tUs).components.get('payment')).toMatchObject({ tasks: [{ line: 6, lineSinceUs: tUs }] });
  });

  test('[SESSION-21] gives up when patience ends, and says so', () => {
    const workbench = open({ step: 5, tUs: 1_000_000, phase: 'setting-up' });
    workbench.play();
    play(workbench);
    expect(at(workbench)).toMatchObject({ tUs: 4_000_000, guide: { phase: 'reading', gaveUp: true } });
    expect(at(workbench).notice).toContain('did not come about within 3 s');
  });

  test('[SESSION-22] asks, lets predict, finds out, and compares', () => {
    const workbench = open();
    next(workbench);
    workbench.answer(0);
    expect(at(workbench).guide).toMatchObject({ step: 0, phase: 'compared', answers: { 0: 0 } });
    next(workbench);
    expect(at(workbench)).toMatchObject({
      selected: 'payment',
      guide: { step: 1, phase: 'asking' },
      input: { interventions: [] },
    });
    workbench.answer(1);
    expect(at(workbench).guide).toMatchObject({ phase: 'predicted' });
    const { tUs } = at(workbench);
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({
      playing: true,
      guide: { phase: 'finding-out' },
      input: { interventions: [{ atUs: tUs + 1, what: { kind: 'crash', component: 'payment' } }] },
    });
    play(workbench);
    expect(at(workbench).guide).toMatchObject({ step: 1, phase: 'compared', answers: { 0: 0, 1: 1 } });
    next(workbench);
    expect(at(workbench).guide).toMatchObject({ step: 2, phase: 'reading' });
    expect(at(workbench).projection.at(at(workbench).tUs).components.get('payment')?.life.state).toBe('up');
  });

  test('[SESSION-22] goes on without an answer too', () => {
    const workbench = open();
    next(workbench);
    workbench.nextStep();
    expect(at(workbench).guide).toMatchObject({ step: 0, phase: 'compared', answers: {} });
  });

  test('[SESSION-23] keeps answers for good', () => {
    const storage = memory();
    const workbench = open({ storage });
    next(workbench);
    workbench.answer(7);
    expect(at(workbench)).toMatchObject({ guide: { phase: 'asking' }, notice: 'There is no such answer to give now.' });
    workbench.answer(0);
    workbench.answer(1);
    expect(at(workbench).guide.answers).toEqual({ 0: 0 });
    next(workbench);
    workbench.answer(0);
    workbench.answer(1);
    expect(at(workbench).guide).toMatchObject({ phase: 'predicted', answers: { 0: 0, 1: 1 } });
    next(workbench);
    workbench.answer(0);
    expect(at(workbench).guide).toMatchObject({ phase: 'compared', answers: { 0: 0, 1: 1 } });
    expect(readProgress(storage, 'shop')).toEqual({ answers: { 0: 0, 1: 1 }, step: 1, furthest: 1 });
    const again = open({ storage });
    next(again);
    expect(at(again).guide).toMatchObject({ step: 0, phase: 'compared', answers: { 0: 0, 1: 1 } });
    expect(readProgress(storage, 'shop')).toMatchObject({ step: 0, furthest: 1 });
  });

  test('[SESSION-24] goes back to pictures and forward to them again', () => {
    const workbench = open();
    const pictures: { readonly tUs: number; readonly branch: number; readonly phase: string }[] = [];
    const picture = () => ({ tUs: at(workbench).tUs, branch: at(workbench).branch, phase: at(workbench).guide.phase });
    for (let step = 0; step < 4; step += 1) {
      while (at(workbench).guide.step < step || !['reading', 'compared'].includes(at(workbench).guide.phase))
        next(workbench);
      pictures.push(picture());
    }
    expect(at(workbench)).toMatchObject({ guide: { step: 3 }, input: { variant: 'async' } });
    for (let step = 2; step >= 0; step -= 1) {
      workbench.previousStep();
      expect(at(workbench).guide.step).toBe(step);
      expect(picture()).toEqual(pictures[step]);
    }
    expect(at(workbench).input.variant).toBeNull();
    workbench.previousStep();
    expect(at(workbench)).toMatchObject({ notice: 'This is the first step.', guide: { step: 0 } });
    expect(at(workbench).branches).toHaveLength(1);
    for (let step = 1; step < 4; step += 1) {
      workbench.nextStep();
      expect(picture()).toEqual(pictures[step]);
    }
  });

  test('[SESSION-24] sets later steps up anew after the learner has changed the run', () => {
    const workbench = open();
    workbench.goToStep(2);
    workbench.previousStep();
    workbench.intervene({ kind: 'slow', component: 'orders', factor: 4 });
    workbench.nextStep();
    play(workbench);
    expect(at(workbench).guide).toMatchObject({ step: 2, phase: 'reading' });
    expect(at(workbench).input.interventions.map(({ what }) => what.kind)).toEqual(['crash', 'slow', 'restart']);
  });

  test('[SESSION-25] shows the same picture by going there as by pressing Next', () => {
    for (const step of [1, 2, 3, 4, 5, 6]) {
      const there = open();
      there.goToStep(step);
      const pressed = open();
      while (at(pressed).guide.step < step || at(pressed).guide.phase === 'setting-up') next(pressed);
      const { tUs, input, guide, playing } = at(there);
      expect({ tUs, input, guide, playing }).toEqual({
        tUs: at(pressed).tUs,
        input: at(pressed).input,
        guide: at(pressed).guide,
        playing: false,
      });
    }
  });

  test('[SESSION-25] opens at a step that was not visited, and goes back from there', () => {
    const workbench = open({ step: 4 });
    expect(at(workbench)).toMatchObject({
      playing: false,
      guide: { step: 4, phase: 'reading' },
      input: { variant: 'async' },
    });
    workbench.previousStep();
    workbench.previousStep();
    expect(at(workbench)).toMatchObject({ guide: { step: 2, phase: 'reading' }, input: { variant: null } });
    workbench.goToStep(99);
    expect(at(workbench)).toMatchObject({ notice: 'There are 7 steps.', guide: { step: 2 } });
  });

  test('[SESSION-26] starts a variant afresh where a step says so', () => {
    const workbench = open();
    workbench.goToStep(2);
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({
      tUs: 0,
      playedUs: 0,
      playing: true,
      selected: 'order-events',
      input: { variant: 'async', interventions: [] },
      guide: { step: 3, phase: 'setting-up' },
    });
  });

  test('[SESSION-27] goes on from the picture, however far the learner has looked back', () => {
    const workbench = open();
    workbench.goToStep(1);
    const { tUs } = at(workbench);
    workbench.scrubTo(10_000);
    workbench.answer(1);
    workbench.nextStep();
    expect(at(workbench).input.interventions).toEqual([
      { atUs: tUs + 1, what: { kind: 'crash', component: 'payment' } },
    ]);
    expect(at(workbench).branches).toHaveLength(1);
  });

  test('[SESSION-28] plays on in the middle of a wait, or goes to its end', () => {
    const workbench = open();
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({ playing: true, tUs: 0 });
    workbench.frame(16);
    workbench.pause();
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({ playing: true, tUs: 8_000 });
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({ playing: false, guide: { step: 0, phase: 'asking' } });
  });

  test('says that the last step is the last', () => {
    const workbench = open({ step: 6, tUs: 0 });
    workbench.nextStep();
    expect(at(workbench)).toMatchObject({ notice: 'This was the last step.', guide: { step: 6 } });
  });
});
