import { ExpressionFault } from '../../scenario/expression.ts';
import { LIMITS } from '../../scenario/limits.ts';
import type { CancelStatement, ScheduleStatement } from '../../scenario/statements/schedule.ts';
import { dataText } from '../data-text.ts';
import type { Instruction } from './instructions.ts';
import { Schedules } from './schedules.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

const schedulesOf = (tools: VerbTools): Schedules => tools.residents.get('schedules', () => new Schedules(tools));

/** `schedule`: see spec.md. */
export function runSchedule(task: Task, statement: ScheduleStatement, _: Instruction, tools: VerbTools): Flow {
  const schedules = schedulesOf(tools);
  if (schedules.size >= LIMITS.schedules)
    throw new ExpressionFault(`${LIMITS.schedules} messages are scheduled already; no more are simulated`);
  const text = (part: ScheduleStatement['id']): string | null => {
    const data = part?.evaluate(task.scope) ?? null;
    return data === null ? null : dataText(data);
  };
  schedules.set(task, statement, text(statement.id), statement.data.evaluate(task.scope), text(statement.key));
  return 'next';
}

/** `cancel`: see spec.md. */
export function runCancel(task: Task, statement: CancelStatement, _: Instruction, tools: VerbTools): Flow {
  schedulesOf(tools).cancel(dataText(statement.id.evaluate(task.scope)), task.cause);
  return 'next';
}
