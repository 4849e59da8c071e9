import { ExpressionFault } from '../../scenario/expression.ts';
import type { ReadAtStatement } from '../../scenario/statements/read-at.ts';
import type { Data } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

/** Reads a row of a view that has got to a position: in the view itself, or over the network. */
export function runReadAt(task: Task, statement: ReadAtStatement, _: unknown, tools: VerbTools): Flow {
  const { world, owner, exchanges } = tools;
  const { table, from, as, timeoutUs } = statement;
  const key = dataText(statement.key.evaluate(task.scope));
  const atLeast = statement.atLeast?.evaluate(task.scope) ?? null;
  if (atLeast !== null && typeof atLeast !== 'number')
    throw new ExpressionFault('`atLeast` is a position, which is a number');
  if (from === null) {
    const view = world.port('view', owner);
    let isDone = false;
    let waited = false;
    view.await(task.hop.message, atLeast ?? -1, timeoutUs, task.cause, (why, cause) => {
      task.cause = cause;
      isDone = true;
      if (why !== null) return tools.fail(task, why, 'timeout');
      const row = view.row(table, key);
      task.scope[as] = row;
      say(task, table, key, row !== null, tools);
      if (waited) tools.go(task, task.cause);
    });
    if (isDone) return 'next';
    waited = true;
    return 'suspended';
  }
  const data: Data = { table, key, atLeast };
  exchanges.begin(
    {
      message: world.messages.following(task.hop.message, owner, 'ReadRow', 'query', data, key, 1),
      to: from,
      passage: 'call',
      timeoutUs,
      retry: null,
      answered: (answer, cause) => {
        task.cause = cause;
        const { row } = answer.data as { readonly row: Data };
        task.scope[as] = row;
        tools.go(task, task.cause);
      },
      failed: ({ why, code }, cause) => {
        task.cause = cause;
        tools.fail(task, why, code);
      },
    },
    task.cause,
  );
  return 'suspended';
}

function say(task: Task, table: string, key: string, found: boolean, { world, owner }: VerbTools): void {
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'table.read',
    table,
    key,
    found,
  });
}
