import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { World } from '../world.ts';
import type { Answer, Tables } from './tables.ts';
import type { RowWrite, Task } from './task.ts';

/** The row as the task sees it, its own uncommitted writes included. */
export function rowFor(tables: Tables, task: Task, table: string, key: string): Row | null {
  let row = tables.get(table, key);
  for (const one of task.writes)
    if (one.table === table && one.key === key) row = one.write === null ? null : merged(row, one.write);
  return row;
}

/** Writes a row: at once, or at the end of the task where it runs in a transaction. */
export function writeRow(
  world: World,
  owner: string,
  tables: Tables,
  task: Task,
  table: string,
  key: string,
  write: RowWrite,
): void {
  if (task.inbox === null) store(world, owner, tables, task, table, key, write);
  else task.writes.push({ table, key, write });
}

/** Removes a row: at once, or at the end of the task where it runs in a transaction. */
export function deleteRow(world: World, owner: string, tables: Tables, task: Task, table: string, key: string): void {
  if (task.inbox === null) remove(world, owner, tables, task, table, key);
  else task.writes.push({ table, key, write: null });
}

/**
 * The transaction of a deduplicated handler ends: its writes and the mark that it was handled become visible together.
 * False, and nothing is written, where another task has handled the same key meanwhile.
 */
export function commitTask(world: World, owner: string, tables: Tables, task: Task, answer: Answer): boolean {
  if (task.inbox === null) return true;
  if (tables.answerTo(task.inbox.name) !== undefined) return false;
  for (const { table, key, write } of task.writes) {
    if (write === null) remove(world, owner, tables, task, table, key);
    else store(world, owner, tables, task, table, key, write);
  }
  tables.markHandled(task.inbox.name, answer);
  return true;
}

/** The name under which a handler remembers a key in its inbox table. */
export function inboxNameOf(task: Task, key: Data): string {
  return `${task.handler.message} ${JSON.stringify(key)}`;
}

function merged(before: Row | null, { keyField, key, set }: RowWrite): Row {
  return { [keyField]: key, ...before, ...set };
}

function store(
  world: World,
  owner: string,
  tables: Tables,
  task: Task,
  table: string,
  key: string,
  write: RowWrite,
): void {
  const row = merged(tables.get(table, key), write);
  const isNew = tables.set(table, key, row);
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'table.written',
    table,
    key,
    row,
    isNew,
    label: task.hop.message.label,
    ...(tables.build !== null && { build: tables.build }),
  });
}

/** A row that isn't there stays away, and nothing is written down. */
function remove(world: World, owner: string, tables: Tables, task: Task, table: string, key: string): void {
  if (!tables.delete(table, key)) return;
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'table.deleted',
    table,
    key,
    label: task.hop.message.label,
    ...(tables.build !== null && { build: tables.build }),
  });
}
