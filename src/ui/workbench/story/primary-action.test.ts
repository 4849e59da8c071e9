import { describe, expect, it } from 'vitest';
import type { Scenario, Step } from '../../../scenario/scenario.ts';
import type { GuideState } from '../../../session/workbench.ts';
import { primaryAction } from './primary-action.ts';

const step = (more: Partial<Step>): Step => ({
  title: 'A claim',
  say: '',
  ask: null,
  find: null,
  look: [],
  point: null,
  notes: '',
  go: '',
  variant: null,
  do: [],
  until: null,
  patienceUs: 60_000_000,
  ...more,
});

function actionIn(
  phase: GuideState['phase'],
  { at = 0, playing = false, tUs = 1, steps = [step({}), step({})] } = {},
): ReturnType<typeof primaryAction> {
  const guide = { step: at, phase, answers: {}, gaveUp: false };
  return primaryAction({ guide, playing, tUs, scenario: { steps } as unknown as Scenario });
}

describe('the primary action', () => {
  it('goes on in the words of the step', () => {
    expect(actionIn('reading', { steps: [step({ go: 'Crash Payment' }), step({})] }).words).toBe('Crash Payment');
    expect(actionIn('compared').words).toBe('Next');
  });

  it('waits for an answer to the open question', () => {
    expect(actionIn('asking').hindrance).not.toBeNull();
    expect(actionIn('predicted')).toMatchObject({ words: 'Play and find out', hindrance: null });
  });

  it('plays on what was paused and skips what plays', () => {
    expect(actionIn('setting-up').words).toBe('Play on');
    expect(actionIn('setting-up', { playing: true }).words).toBe('Skip ahead');
    expect(actionIn('finding-out', { playing: true }).words).toBe('Skip to the outcome');
  });

  it('begins at the start', () => {
    expect(actionIn('setting-up', { tUs: 0 }).words).toBe('Begin');
  });

  it('leaves after the last step, and not before', () => {
    expect(actionIn('reading', { at: 1 }).leaves).toBe(true);
    expect(actionIn('reading', { at: 0 }).leaves).toBe(false);
    expect(actionIn('asking', { at: 1 }).leaves).toBe(false);
  });

  it('shows what a step without a question has to show, before it goes on', () => {
    const find = { do: [], until: null, patienceUs: 1 };
    expect(actionIn('reading', { steps: [step({ find }), step({})] }).words).toBe('Play and see');
  });
});
