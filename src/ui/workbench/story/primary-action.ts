import type { WorkbenchState, Workbench } from '../../../session/workbench.ts';
import type { IconName } from '../../drawing/icon.tsx';

/** The one thing to do next, as a button. */
export interface PrimaryAction {
  readonly words: string;
  readonly icon: IconName | null;
  /** Why it cannot be done yet; null: it can. */
  readonly hindrance: string | null;
  /** `leave`: the story is over, the way on is out of the workbench. */
  readonly kind: 'play' | 'pause' | 'next' | 'leave';
}

/** What the guide offers as the next thing to do. */
export function primaryAction(state: Pick<WorkbenchState, 'scenario' | 'guide' | 'playing'>): PrimaryAction {
  const { guide, scenario, playing } = state;
  const step = scenario.steps[guide.step];
  const finds = step?.find === null ? 'Show what happens' : 'Play and find out';
  switch (guide.phase) {
    case 'setting-up':
    case 'finding-out':
      return playing
        ? { words: 'Pause', icon: 'pause', hindrance: null, kind: 'pause' }
        : { words: 'Play on', icon: 'play', hindrance: null, kind: 'play' };
    case 'asking':
      return { words: finds, icon: 'play', hindrance: 'Choose an answer first.', kind: 'next' };
    case 'predicted':
      return { words: finds, icon: 'play', hindrance: null, kind: 'next' };
    case 'reading':
    case 'compared': {
      const last = guide.step >= scenario.steps.length - 1;
      if (last) return { words: 'Choose another topic', icon: null, hindrance: null, kind: 'leave' };
      return { words: step?.go === undefined || step.go === '' ? 'Next' : step.go, icon: null, hindrance: null, kind: 'next' };
    }
  }
}

/** Does what the button says; `leave` is a link and does nothing here. */
export function doPrimary(action: PrimaryAction, workbench: Workbench): void {
  if (action.hindrance !== null) return;
  if (action.kind === 'play') workbench.play();
  else if (action.kind === 'pause') workbench.pause();
  else if (action.kind === 'next') workbench.nextStep();
}
