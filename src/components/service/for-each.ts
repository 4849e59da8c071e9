import { ExpressionFault } from '../../scenario/expression.ts';
import { aKind } from '../../scenario/kind-words.ts';
import { LIMITS } from '../../scenario/limits.ts';
import type { ForEachStatement } from '../../scenario/statements/for-each.ts';
import type { Statement } from '../../scenario/program.ts';
import type { Data } from '../../trace/message.ts';
import type { Branch } from './branch.ts';
import { Fork } from './fork.ts';
import type { Instruction } from './instructions.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

type Each = ForEachStatement<Statement>;

/** Where a task stands in a `for each` whose rounds come one after the other. */
interface Rounds {
  readonly items: readonly Data[];
  readonly collected: Data[];
  /** Of the round that runs. */
  readonly index: number;
}

/** By task (or branch) and statement: a block may hold another `for each`. */
const open = new WeakMap<Task, Map<Each, Rounds>>();

/** `for each`: see spec.md. */
export function runForEach(task: Task, statement: Each, instruction: Instruction, tools: VerbTools): Flow {
  if (instruction.part === 0) return begin(task, statement, instruction, tools);
  if (statement.parallel) {
    const { index, join, scope } = task as Branch;
    if (statement.collect !== null) (join as Fork).collected[index] = statement.collect.evaluate(scope);
    join.ended(task.cause);
    return 'suspended';
  }
  const rounds = open.get(task)?.get(statement) as Rounds;
  if (statement.collect !== null) rounds.collected.push(statement.collect.evaluate(task.scope));
  return enter(task, statement, { ...rounds, index: rounds.index + 1 }, instruction, tools);
}

function begin(task: Task, statement: Each, instruction: Instruction, tools: VerbTools): Flow {
  const items = itemsOf(statement.list.evaluate(task.scope), tools, task);
  if (!statement.parallel || items.length === 0)
    return enter(task, statement, { items, collected: [], index: 0 }, instruction, tools);
  task.next = behind(instruction);
  const [first] = instruction.boundaries as readonly [number];
  const fork = new Fork(task, tools, (all) => finish(task, statement, all));
  fork.begin(items.map((item) => ({ scope: { ...task.scope, [statement.item]: item }, from: first + 1 })));
  return 'suspended';
}

/** Begins a round, or goes on behind the last one. */
function enter(task: Task, statement: Each, rounds: Rounds, instruction: Instruction, tools: VerbTools): Flow {
  const { index, items, collected } = rounds;
  if (index === items.length) {
    finish(task, statement, collected);
    task.next = behind(instruction);
    return 'next';
  }
  let mine = open.get(task);
  if (mine === undefined) open.set(task, (mine = new Map()));
  mine.set(statement, rounds);
  task.scope[statement.item] = items[index];
  task.next = (instruction.boundaries[0] as number) + 1;
  if (index === 0) return 'next';
  // An event of its own, so that no list can keep the machine at one event.
  const { clock } = tools.world;
  task.timer = clock.atCall(clock.nowUs, tools.go, task, task.cause);
  return 'suspended';
}

function finish(task: Task, { as }: Each, collected: readonly Data[]): void {
  if (as !== null) task.scope[as] = collected;
}

function behind({ boundaries }: Instruction): number {
  return (boundaries.at(-1) as number) + 1;
}

/** Faults where it is no list, or too long a one. */
function itemsOf(list: Data, { world, owner }: VerbTools, task: Task): readonly Data[] {
  const isCount = typeof list === 'number' && Number.isInteger(list) && list >= 0;
  if (!isCount && !Array.isArray(list))
    throw new ExpressionFault(`\`for each\` goes over a list or a whole number, not ${aKind(list)}`);
  const length = isCount ? list : (list as readonly Data[]).length;
  if (length <= LIMITS.rounds) return isCount ? Array.from({ length }, (_, i) => i + 1) : (list as readonly Data[]);
  const why = `\`for each\` would have ${length} rounds; ${LIMITS.rounds} are simulated at most`;
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'limit.reached',
    why,
  });
  throw new ExpressionFault(why);
}
