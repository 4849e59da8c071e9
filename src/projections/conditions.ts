import { ExpressionFault } from '../scenario/expression.ts';
import type { Expression, Scope } from '../scenario/expression.ts';
import type { Row } from '../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME, variableOf } from '../scenario/view-functions.ts';
import type { ViewFunctions } from '../scenario/view-functions.ts';
import { US_PER_SECOND } from '../kernel/time.ts';
import type { Data } from '../trace/message.ts';
import type { Trace } from '../trace/trace.ts';
import type { Projection } from './projection.ts';
import { TraceTally } from './trace-tally.ts';
import type { ComponentView, LogView, TableView, View } from './view.ts';
import type { StoreReaderView } from './views/event-store-view.ts';

/** Whether a condition holds; `fault` says in a sentence why it could not be judged, and then it doesn't hold. */
export interface Judgement {
  readonly holds: boolean;
  readonly fault: string | null;
}

type Tables = { readonly [table: string]: readonly Row[] };

/** Judges a condition (`until`, `holds`) on what can be seen at one instant of a projection. */
export function judge(condition: Expression, view: View, of: Seen): Judgement {
  return judgeIn(condition, scopeOf(view, of));
}

/** Judges a condition on what a scope says. */
export function judgeIn(condition: Expression, scope: Scope): Judgement {
  try {
    const value = condition.evaluate(scope);
    if (typeof value === 'boolean') return { holds: value, fault: null };
    return { holds: false, fault: `\`${condition.source}\` is neither true nor false but ${JSON.stringify(value)}` };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return { holds: false, fault: error.message };
  }
}

/**
 * The first instant from `fromUs` to `toUs`, both included, at which the condition holds; null: none.
 * It is judged at `fromUs`, whenever something happens, and at `toUs`.
 */
export function firstInstantWhere(
  condition: Expression,
  projection: Projection,
  fromUs: number,
  toUs: number,
): number | null {
  let tUs = fromUs;
  for (;;) {
    if (judge(condition, projection.at(tUs), projection).holds) return tUs;
    if (tUs >= toUs) return null;
    tUs = Math.min(projection.nextInstantUs(tUs) ?? toUs, toUs);
  }
}

/** What a view is a view of: the run's parameters and its trace, which metrics are taken from. */
export type Seen = Pick<Projection, 'scenario' | 'trace'>;

/** The names that a condition can read: each component's tables as lists of rows, the parameters, and functions over the view. */
export function scopeOf(view: View, of: Seen): Scope {
  const scope: { [name: string]: unknown } = { param: parametersAfter(of, view.count) };
  for (const [id, component] of view.components) {
    const variable = variableOf(id);
    // A condition reads few of the tables, and is judged at every instant: rows are gathered when they are asked for.
    Object.defineProperty(scope, variable, { enumerable: true, get: () => tablesOf(component) });
  }
  scope[VIEW_FUNCTIONS_NAME] = viewFunctions(view, of.trace);
  return scope;
}

/** The run's parameters as conditions read them. */
export function parametersOf({ parameters }: Seen['scenario']): { readonly [name: string]: number } {
  return Object.fromEntries([...parameters.values()].map(({ name, initial }) => [name, initial]));
}

/** What a person has set counts from then on. */
function parametersAfter({ scenario, trace }: Seen, count: number): { readonly [name: string]: number } {
  const parameters = parametersOf(scenario);
  if (scenario.parameters.size === 0) return parameters;
  return { ...parameters, ...tallyOf(trace).parametersSet(count) };
}

const tallies = new WeakMap<Trace, TraceTally>();

function tallyOf(trace: Trace): TraceTally {
  let tally = tallies.get(trace);
  if (tally === undefined) tallies.set(trace, (tally = new TraceTally(trace)));
  return tally;
}

/** Functions that few conditions ask: the page fetches them (`kinds/measures.ts`) where one does. */
export type Measures = Pick<ViewFunctions, 'p' | 'throughput' | 'errorRate' | 'staleness' | 'happened'>;
type Measuring = (view: View, tally: TraceTally, find: (id: Data | undefined) => ComponentView) => Measures;

let measures: Measuring | null = null;

/** From now on conditions can ask these functions too. */
export function measuresBy(measuring: Measuring): void {
  measures = measuring;
}

function viewFunctions(view: View, trace: Trace): Partial<ViewFunctions> {
  const find = (id: Data | undefined): ComponentView => {
    const component = view.components.get(String(id));
    if (component === undefined) throw new ExpressionFault(`\`${String(id)}\` is not a component`);
    return component;
  };
  return {
    lag: (log, group) => lagOf(find(log), String(group)),
    depth: (component) => depthOf(find(component)),
    count: (component, outcome) => countOf(find(component), String(outcome)),
    state: (component) => find(component).life.state,
    entries: (component) => find(component).entryCount,
    component: (component) => tablesOf(find(component)),
    last: (component) => lastOf(find(component)),
    line: (component) => lineOf(find(component)),
    now: () => view.tUs / US_PER_SECOND,
    inflight: () => view.flights.length,
    ...measures?.(view, tallyOf(trace), find),
    position: (component) => positionOf(find(component)),
  };
}

function lagOf(component: ComponentView, name: string): number {
  if (component.readers !== undefined) return readerOf(component, name).lag;
  return component.kind === 'queue' ? component.depth : groupOf(component, name).lag;
}

/** Who reads an event store under a name. */
export function readerOf({ id, readers = [] }: ComponentView, name: string): StoreReaderView {
  // A read model that was built anew reads under another name.
  const reader = readers.find(({ group }) => group === name) ?? readers.find(({ component }) => component === name);
  if (reader === undefined) throw new ExpressionFault(`nobody reads \`${id}\` as \`${name}\``);
  return reader;
}

function positionOf({ id, kind, position }: ComponentView): number {
  if (position === undefined) throw new ExpressionFault(`\`${id}\` is a ${kind}, which has no position`);
  return position;
}

function depthOf(component: ComponentView): number {
  const depth = component.kind === 'service' ? component.queue.length : component.depth;
  if (depth === undefined)
    throw new ExpressionFault(`\`${component.id}\` is a ${component.kind}, which keeps no messages`);
  return depth;
}

/** A consumer group of a log. */
export function groupOf(component: ComponentView, name: string): LogView['groups'][number] {
  if (component.kind !== 'log') throw new ExpressionFault(`\`${component.id}\` is not a log, so it has no lag`);
  const group = component.groups.find((candidate) => candidate.group === name);
  if (group === undefined) throw new ExpressionFault(`no group \`${name}\` reads \`${component.id}\``);
  return group;
}

function countOf(component: ComponentView, outcome: string): number {
  switch (component.kind) {
    case 'client': {
      const counts: { readonly [name: string]: number } = { sent: component.sent, ...component.outcomes };
      return known(counts, component.id, outcome);
    }
    case 'service':
      return known(component.counts, component.id, outcome);
    default:
      if (component.counts !== undefined) return known(component.counts, component.id, outcome);
      throw new ExpressionFault(`\`${component.id}\` is a ${component.kind}, which has no outcomes to count`);
  }
}

function lastOf(component: ComponentView): string {
  if (component.kind !== 'client')
    throw new ExpressionFault(`\`${component.id}\` is not a client, so it has no last request`);
  return component.last?.outcome ?? '';
}

function lineOf(component: ComponentView): number {
  if (component.kind !== 'service')
    throw new ExpressionFault(`\`${component.id}\` is not a service, so it has no handler`);
  return component.tasks[0]?.line ?? 0;
}

/** A count by its name; an unknown name is a fault. */
export function known(counts: { readonly [name: string]: number }, id: string, outcome: string): number {
  const count = Object.hasOwn(counts, outcome) ? counts[outcome] : undefined;
  if (count !== undefined) return count;
  throw new ExpressionFault(`\`${id}\` has no outcome \`${outcome}\`; it has ${Object.keys(counts).join(', ')}`);
}

const gathered = new WeakMap<TableView, readonly Row[]>();
const NO_TABLES: Tables = {};

function tablesOf(component: ComponentView): Tables {
  if (component.tables === undefined) return NO_TABLES;
  return Object.fromEntries(component.tables.map((table) => [table.name, rowsOf(table)]));
}

/** A row carries its key under `key`, unless it has a column of that name. */
function rowsOf(table: TableView): readonly Row[] {
  let rows = gathered.get(table);
  if (rows === undefined) gathered.set(table, (rows = [...table.rows()].map(([key, row]) => ({ key, ...row }))));
  return rows;
}
