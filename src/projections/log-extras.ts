import { Registry } from '../kernel/registry.ts';
import type { LogSpec } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import type { LogState } from './log-fold.ts';

/** What only logs show that are kept by the whole broker, or that people do unusual things to. */
interface LogExtras {
  initial(spec: LogSpec, state: LogState): LogState;
  fold(state: LogState, entry: Entry): LogState;
}

const extras = new Registry<LogExtras>('view of the whole log broker');

/** Adds the view of what only the whole broker does. */
export function showsLogs(more: LogExtras): void {
  extras.add('log', more);
}

/** A log as it begins. */
export function withExtras(spec: LogSpec, state: LogState): LogState {
  return spec.broker === undefined ? state : extras.get('log').initial(spec, state);
}

/** What an entry changes of which plain logs know nothing. */
export function foldExtras(state: LogState, entry: Entry): LogState {
  return extras.has('log') ? extras.get('log').fold(state, entry) : state;
}
