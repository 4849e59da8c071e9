import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { World } from '../world.ts';
import type { Tables } from './tables.ts';
import type { Task } from './task.ts';

/** The row as the task sees it: its own uncommitted write first. */
export function rowFor(tables: Tables, task: Task, table: string, key: string): Row | null {
  for (let i = task.writes.length - 1; i >= 0; i--) {
    const write = task.writes[i];
    if (write?.table === table && write.key === key) return write.row;
  }
  return tables.get(table, key);
}

/** Writes a row: at once, or at the end of the task where it runs in a transaction. */
export function writeRow(
  world: World,
  owner: string,
  tables: Tables,
  task: Task,
  table: string,
  key: string,
  row: Row,
): void {
  if (task.inboxKey === null) store(world, owner, tables, task, table, key, row);
  else task.writes.push({ table, key, row });
}

/** The transaction of a deduplicated handler ends: its writes and the mark that it was handled become visible together. */
export function commitTask(world: World, owner: string, tables: Tables, task: Task): void {
  if (task.inboxKey === null) return;
  for (const { table, key, row } of task.writes) store(world, owner, tables, task, table, key, row);
  tables.markHandled(task.inboxKey);
}

/** The name under which a handler remembers a key in its inbox table. */
export function inboxKeyOf(task: Task, key: Data): string {
  return `${task.handler.message} ${JSON.stringify(key)}`;
}

function store(world: World, owner: string, tables: Tables, task: Task, table: string, key: string, row: Row): void {
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
  });
}
