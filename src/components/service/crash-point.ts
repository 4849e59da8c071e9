import type { Intervention } from '../../scenario/intervention.ts';
import type { ServiceInside } from './deeds.ts';
import type { Instruction } from './instructions.ts';
import type { Task } from './task.ts';

type CrashAt = Extract<Intervention, { readonly kind: 'crash-at' }>;

/** Arms a crash at an exact point of a handler. The task stands there until its process is gone, at the same instant. */
export function crashAt(inside: ServiceInside, what: CrashAt, _cause: number): string | null {
  const { spec, interpreter, world, crash } = inside;
  if (!spec.handlers.has(what.message)) return `it has no handler for ${what.message}`;
  let left = what.nth;
  const before = interpreter.trap;
  interpreter.trap = (task, next) => {
    if (before?.(task, next) === true) return true;
    if (left === 0 || task.handler.message !== what.message || !isThere(what, task, next) || --left > 0) return false;
    world.clock.atCall(world.clock.nowUs, crash, task.cause, undefined);
    return true;
  };
  return null;
}

/** Whether a task that is about to go on to `next` stands at the point; 'end': its handler is over, its writes are committed. */
function isThere({ side, line }: CrashAt, task: Task, next: Instruction | null | 'end'): boolean {
  if (next === 'end') return line === 'end' || (side === 'after' && task.ends === line);
  if (side === 'before') return next?.statement?.line === line && next.part === 0;
  return task.passed === line;
}
