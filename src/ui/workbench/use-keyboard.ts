import { useEffect } from 'react';
import type { Workbench } from '../../session/workbench.ts';
import { announce } from '../announcer.tsx';
import { commandFor, type KeyCommand, type KeyPress } from './keyboard.ts';
import { loadInflict } from './parts.ts';
import { neighbourInOrder } from './selection.ts';

/** What only the page can do, since it opens something. */
export interface PageActions {
  showHelp(): void;
  /** Opens the form that changes an interface of what is selected. */
  changeInterface(): void;
}

/** Lets the whole page listen to the keys, wherever the focus is. */
export function useKeyboard(workbench: Workbench, actions: PageActions): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const command = commandFor(pressOf(event), openOptions(workbench));
      if (command === null) return;
      event.preventDefault();
      perform(command, workbench, actions);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [workbench, actions]);
}

function pressOf(event: KeyboardEvent): KeyPress {
  return {
    key: event.key,
    shift: event.shiftKey,
    withModifier: event.ctrlKey || event.altKey || event.metaKey,
    focus: focusOf(event.target),
  };
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (!(target instanceof Element)) return 'nowhere';
  if (target.closest('[role="dialog"]') !== null) return 'dialog';
  if (target instanceof HTMLInputElement && target.type === 'radio') return 'radio';
  if (target.closest('input, select, textarea, [contenteditable="true"]') !== null) return 'text';
  // A part of the stage that is selected has done what Space could do for it: there Space plays.
  return target.closest('button, a, summary, [role="button"]:not([data-target][aria-pressed="true"])') === null
    ? 'nowhere'
    : 'button';
}

function openOptions(workbench: Workbench): number {
  const { guide, scenario } = workbench.store.getState();
  if (guide.phase !== 'asking' && guide.phase !== 'predicted') return 0;
  return scenario.steps[guide.step]?.ask?.options.length ?? 0;
}

function perform(command: KeyCommand, workbench: Workbench, actions: PageActions): void {
  const state = workbench.store.getState();
  switch (command.kind) {
    case 'toggle':
      return workbench.toggle();
    case 'next-event':
      return workbench.stepForward();
    case 'previous-event':
      return workbench.stepBack();
    case 'nudge':
      return workbench.nudge(command.byUs);
    case 'to-start':
      return workbench.scrubTo(0);
    case 'to-furthest':
      return workbench.scrubTo(state.playedUs);
    case 'next-step':
      return workbench.nextStep();
    case 'previous-step':
      return workbench.previousStep();
    case 'answer':
      return workbench.answer(command.option);
    case 'select-next':
      return workbench.select(neighbourInOrder(state.scenario, state.selected, 1));
    case 'select-previous':
      return workbench.select(neighbourInOrder(state.scenario, state.selected, -1));
    case 'clear':
      workbench.follow(null);
      return workbench.select(null);
    case 'speed':
      return workbench.setSpeed(command.speed);
    case 'follow':
      return followFocused(workbench);
    case 'help':
      return actions.showHelp();
    case 'fault':
      return void inflict(command.key, workbench, actions);
  }
}

/** Follows the message whose token has the focus; without one, stops following. */
function followFocused(workbench: Workbench): void {
  const focused = document.activeElement?.closest('[data-correlation]')?.getAttribute('data-correlation');
  const id = focused === null || focused === undefined ? null : Number(focused);
  workbench.follow(id === workbench.store.getState().followed ? null : id);
}

async function inflict(key: string, workbench: Workbench, actions: PageActions): Promise<void> {
  const fetched = await loadInflict().catch(() => null);
  if (fetched === null) announce('This could not be fetched. Try again when you are online.');
  else fetched.inflict(key, workbench, actions);
}
