import type { LifeView } from '../../projections/view.ts';
import type { NodeState } from '../drawing/node-state.tsx';

/** How a component that only lives is drawn. */
export function nodeStateOf({ state }: LifeView): NodeState {
  if (state === 'paused') return 'slow';
  if (state === 'absent') return 'restarting';
  return state === 'up' ? 'idle' : state;
}
