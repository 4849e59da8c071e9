import { ExpressionFault } from '../scenario/expression.ts';
import type { Expression, Scope } from '../scenario/expression.ts';
import type { Row } from '../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME, variableOf } from '../scenario/view-functions.ts';
import type { ViewFunctions } from '../scenario/view-functions.ts';
import { US_PER_SECOND } from '../kernel/time.ts';
import type { Data } from '../trace/message.ts';
import type { Projection } from './projection.ts';
import type { ComponentView, TableView, View } from './view.ts';

/** Whether a condition holds; `fault` says in a sentence why it could not be judged, and then it doesn't hold. */
export interface Judgement {
  readonly holds: boolean;
  readonly fault: string | null;
}

type Tables = { readonly [table: string]: readonly Row[] };

/** Judges a condition (`until`, `holds`) on what can be seen at one instant. */
export function judge(condition: Expression, view: View): Judgement {
  try {
    const value = condition.evaluate(scopeOf(view));
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
    if (judge(condition, projection.at(tUs)).holds) return tUs;
    if (tUs >= toUs) return null;
    tUs = Math.min(projection.nextInstantUs(tUs) ?? toUs, toUs);
  }
}

/** The names that a condition can read: each component's tables as lists of rows, and functions over the view. */
export function scopeOf(view: View): Scope {
  const scope: { [name: string]: unknown } = {};
  for (const [id, component] of view.components) {
    const variable = variableOf(id);
    // A condition reads few of the tables, and is judged at every instant: rows are gathered when they are asked for.
    Object.defineProperty(scope, variable, { enumerable: true, get: () => tablesOf(component) });
  }
  scope[VIEW_FUNCTIONS_NAME] = viewFunctions(view);
  return scope;
}

function viewFunctions(view: View): ViewFunctions {
  const find = (id: Data | undefined): ComponentView => {
    const component = view.components.get(String(id));
    if (component === undefined) throw new ExpressionFault(`\`${String(id)}\` is not a component`);
    return component;
  };
  return {
    lag: (log, group) => lagOf(find(log), String(group)),
    count: (component, outcome) => countOf(find(component), String(outcome)),
    state: (component) => find(component).life.state,
    entries: (component) => find(component).entryCount,
    component: (component) => tablesOf(find(component)),
    last: (component) => lastOf(find(component)),
    line: (component) => lineOf(find(component)),
    now: () => view.tUs / US_PER_SECOND,
    inflight: () => view.flights.length,
  };
}

function lagOf(component: ComponentView, name: string): number {
  if (component.kind !== 'log') throw new ExpressionFault(`\`${component.id}\` is not a log, so it has no lag`);
  const group = component.groups.find((candidate) => candidate.group === name);
  if (group === undefined) throw new ExpressionFault(`no group \`${name}\` reads \`${component.id}\``);
  return group.lag;
}

function countOf(component: ComponentView, outcome: string): number {
  switch (component.kind) {
    case 'client': {
      const counts: { readonly [name: string]: number } = { sent: component.sent, ...component.outcomes };
      return known(counts, component.id, outcome);
    }
    case 'service':
      return known(component.counts, component.id, outcome);
    case 'log':
      throw new ExpressionFault(`\`${component.id}\` is a log, which has no outcomes to count`);
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

function known(counts: { readonly [name: string]: number }, id: string, outcome: string): number {
  const count = Object.hasOwn(counts, outcome) ? counts[outcome] : undefined;
  if (count !== undefined) return count;
  throw new ExpressionFault(`\`${id}\` has no outcome \`${outcome}\`; it has ${Object.keys(counts).join(', ')}`);
}

const gathered = new WeakMap<TableView, readonly Row[]>();
const NO_TABLES: Tables = {};

function tablesOf(component: ComponentView): Tables {
  if (component.kind !== 'service') return NO_TABLES;
  return Object.fromEntries(component.tables.map((table) => [table.name, rowsOf(table)]));
}

/** A row carries its key under `key`, unless it has a column of that name. */
function rowsOf(table: TableView): readonly Row[] {
  let rows = gathered.get(table);
  if (rows === undefined) gathered.set(table, (rows = [...table.rows()].map(([key, row]) => ({ key, ...row }))));
  return rows;
}
