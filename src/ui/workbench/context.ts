import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { invariant } from '../../kernel/invariant.ts';
import type { View } from '../../projections/view.ts';
import type { Workbench, WorkbenchState } from '../../session/workbench.ts';

/** The workbench that the page around shows. */
export const WorkbenchContext = createContext<Workbench | null>(null);

/** The workbench, to act on it. */
export function useWorkbench(): Workbench {
  const workbench = use(WorkbenchContext);
  invariant(workbench !== null, () => 'a part of the workbench stands outside of it');
  return workbench;
}

/** A piece of the workbench's state; the caller renders again when it changes. */
export function useWorkbenchState<T>(select: (state: WorkbenchState) => T): T {
  return useStore(useWorkbench().store, select);
}

const views = new WeakMap<WorkbenchState, View>();

/** What can be seen in a state, projected once however many parts of the page ask. */
export function viewOf(state: WorkbenchState): View {
  const known = views.get(state);
  if (known !== undefined) return known;
  const view = state.projection.at(state.tUs);
  views.set(state, view);
  return view;
}
