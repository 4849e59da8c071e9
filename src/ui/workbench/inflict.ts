import type { Workbench } from '../../session/workbench.ts';
import { announce } from '../announcer.tsx';
import { viewOf } from './context.ts';
import { faultForKey } from './faults.ts';
import { nameOf } from './selection.ts';
import type { PageActions } from './use-keyboard.ts';

/** Does to what is selected what a key stands for, or says why not. */
export function inflict(key: string, workbench: Workbench, actions: PageActions): void {
  const state = workbench.store.getState();
  const action = faultForKey(state.scenario, viewOf(state), state.selected, key);
  if (action === null) {
    announce(
      state.selected === null
        ? 'Select a component first.'
        : `${key} does nothing to ${nameOf(state.scenario, state.selected)} now.`,
    );
  } else if (action.does === null) {
    actions.changeInterface();
  } else {
    workbench.intervene(action.does);
  }
}
