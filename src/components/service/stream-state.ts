import { STEPS } from '../../scenario/expression.ts';
import { isRecord } from '../../scenario/kind-words.ts';
import type { Statement } from '../../scenario/program.ts';
import type { FoldSpec } from '../../scenario/statements/load.ts';
import type { Data } from '../../trace/message.ts';
import type { World } from '../world.ts';
import type { Task } from './task.ts';

/** A stream as a task has loaded it. */
export interface LoadedStream {
  /** Where in the handler it was loaded, and how many writes waited then: a conflict goes back there. */
  readonly index: number;
  readonly writes: number;
  readonly fold: FoldSpec;
  /** The version of the last snapshot that is known; null: none. */
  snapshot: number | null;
  version: number;
  state: Data;
}

interface Loads {
  readonly byStream: Map<string, LoadedStream>;
  /** How often each append has gone back to its load. */
  readonly conflicts: Map<Statement, number>;
}

/** What a task has loaded is gone with it. */
const loads = new WeakMap<Task, Loads>();

function loadsOf(task: Task): Loads {
  let known = loads.get(task);
  if (known === undefined) loads.set(task, (known = { byStream: new Map(), conflicts: new Map() }));
  return known;
}

export function noteLoad(task: Task, store: string, stream: string, loaded: LoadedStream): void {
  loadsOf(task).byStream.set(`${store} ${stream}`, loaded);
}

/** The stream as the task has loaded it last; null where it has not. */
export function loadedStream(task: Task, store: string, stream: string): LoadedStream | null {
  return loadsOf(task).byStream.get(`${store} ${stream}`) ?? null;
}

/** Counts one more time that an append goes back; false where it has gone back `most` times already. */
export function mayGoBack(task: Task, statement: Statement, most: number): boolean {
  const { conflicts } = loadsOf(task);
  const count = conflicts.get(statement) ?? 0;
  conflicts.set(statement, count + 1);
  return count < most;
}

/** The state after one event; events that the fold doesn't name leave it as it is. Throws an `ExpressionFault`. */
export function foldEvent(world: World, { on }: FoldSpec, state: Data, event: string, data: Data): Data {
  const step = on.get(event);
  if (step === undefined) return state;
  const next = step.evaluate({ state, event: data, param: world.parameters, [STEPS]: world.steps });
  return isRecord(state) && isRecord(next) ? { ...state, ...next } : next;
}

/** Whether a fold sees personal data: then no snapshot may keep its state. */
export function seesPersonal(fold: FoldSpec, isPersonal: (event: string) => boolean): boolean {
  return [...fold.on.keys()].some(isPersonal);
}
