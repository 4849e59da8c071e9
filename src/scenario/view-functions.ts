import type { Data } from '../trace/message.ts';

/**
 * What conditions can ask the run for. Whoever evaluates a condition puts an implementation into the scope
 * under `$functions`; arguments and results are plain data.
 */
export const VIEW_FUNCTIONS = {
  /** Records in a log that a consumer group has not committed; messages in a queue that nobody is done with. */
  lag: ['log', 'group'],
  /** Messages in a queue, or in a service's inbox. */
  depth: ['component'],
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
  /** Latency in milliseconds that so many percent of a client's requests, or of a service's handlers, did not exceed; 0 before the first. */
  p: ['component', 'percent'],
  /** What ended well per second of the run: a client's requests, a service's handlers; a log's records. */
  throughput: ['component'],
  /** Share, 0 to 1, of what ended at a client or a service that did not end well; 0 before the first. */
  errorRate: ['component'],
  /** How far a consumer group is behind, in milliseconds: the age of the oldest record that it has not committed. */
  staleness: ['log', 'group'],
  /** How far a read model is in its source, or an event store in writing: the position of the last event, from 0; -1 before the first. */
  position: ['component'],
  /** Entries of a kind in the trace of a component: `happened('message.dropped', 'payment')`. */
  happened: ['entry', 'component'],
} as const satisfies {
  readonly [name: string]: readonly ('log' | 'group' | 'component' | 'outcome' | 'percent' | 'entry')[];
};

export type ViewFunctionName = keyof typeof VIEW_FUNCTIONS;

/** The implementation that a scope holds under `$functions`. */
export type ViewFunctions = { readonly [name in ViewFunctionName]: (...args: readonly Data[]) => Data };

/** The name in the scope under which conditions find the view functions; no expression can spell it. */
export const VIEW_FUNCTIONS_NAME = '$functions';

/** The name by which a condition reads a component's tables: its id, with underscores for hyphens. */
export function variableOf(componentId: string): string {
  return componentId.replaceAll('-', '_');
}

/** Whether `p` can be asked for it. */
export function isPercent(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 100;
}
