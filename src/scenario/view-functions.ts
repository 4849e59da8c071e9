import type { Data } from '../trace/message.ts';

/**
 * What conditions can ask the run for. Whoever evaluates a condition puts an implementation into the scope
 * under `$functions`; arguments and results are plain data.
 */
export const VIEW_FUNCTIONS = {
  /** Records in a log that a consumer group has not committed. */
  lag: ['log', 'group'],
  /** Messages of a component that ended so: `sent` or an outcome. */
  count: ['component', 'outcome'],
  /** The state of a component's life: `up`, `crashed`, … */
  state: ['component'],
  /** Trace entries at a component. */
  entries: ['component'],
  /** The tables of a component, also where its id is no name (`order-events`). */
  component: ['component'],
  /** How a client's last request ended; '' before the first. */
  last: ['component'],
  /** The line that a service's handler is at; 0 when it is idle. With several tasks, that of the oldest. */
  line: ['component'],
  /** Virtual seconds since the run began. */
  now: [],
  /** Messages on their way. */
  inflight: [],
} as const satisfies { readonly [name: string]: readonly ('log' | 'group' | 'component' | 'outcome')[] };

export type ViewFunctionName = keyof typeof VIEW_FUNCTIONS;

/** The implementation that a scope holds under `$functions`. */
export type ViewFunctions = { readonly [name in ViewFunctionName]: (...args: readonly Data[]) => Data };

/** The name in the scope under which conditions find the view functions; no expression can spell it. */
export const VIEW_FUNCTIONS_NAME = '$functions';

/** The name by which a condition reads a component's tables: its id, with underscores for hyphens. */
export function variableOf(componentId: string): string {
  return componentId.replaceAll('-', '_');
}
