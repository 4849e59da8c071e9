import type { WorkbenchState } from '../../../session/workbench.ts';
import type { IconName } from '../../drawing/icon.tsx';

/** The one thing to do next, as a button. */
export interface PrimaryAction {
  readonly words: string;
  readonly icon: IconName | null;
  /** Why it cannot be done yet; null: it can. */
  readonly hindrance: string | null;
  /** The story is over: the way on is out of the workbench. */
  readonly leaves: boolean;
}

/** What the guide offers as the next thing to do. */
export function primaryAction({
  guide,
  scenario,
  playing,
  tUs,
}: Pick<WorkbenchState, 'scenario' | 'guide' | 'playing' | 'tUs'>): PrimaryAction {
  const step = scenario.steps[guide.step];
  const action = (words: string, icon: IconName | null = null, hindrance: string | null = null): PrimaryAction => ({
    words,
    icon,
    hindrance,
    leaves: false,
  });
  switch (guide.phase) {
    case 'setting-up':
      return playing ? action('Skip ahead', 'stepForward') : action(tUs === 0 ? 'Begin' : 'Play on', 'play');
    case 'finding-out':
      return playing ? action('Skip to the outcome', 'stepForward') : action('Play on', 'play');
    case 'asking':
      return action('Play and find out', 'play', 'Choose an answer first.');
    case 'predicted':
      return action('Play and find out', 'play');
    case 'reading':
      if (step !== undefined && step.find !== null) return action('Play and see', 'play');
      return onward();
    case 'compared':
      return onward();
  }

  function onward(): PrimaryAction {
    if (guide.step >= scenario.steps.length - 1) return { ...action('Choose another topic'), leaves: true };
    return action(step === undefined || step.go === '' ? 'Next' : step.go);
  }
}
