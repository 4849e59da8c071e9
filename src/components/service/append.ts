import { ExpressionFault } from '../../scenario/expression.ts';
import type { Statement } from '../../scenario/program.ts';
import type { AppendStatement } from '../../scenario/statements/append.ts';
import type { Data } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { AppendData, Appended, EventDraft } from '../event-store-port.ts';
import type { Failure } from '../failure.ts';
import type { Instruction } from './instructions.ts';
import { foldEvent, type LoadedStream, loadedStream, mayGoBack, seesPersonal } from './stream-state.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

type Append = AppendStatement<Statement> & { readonly line: number };

/** Sends events to the store and waits until they are in it. */
export function runAppend(task: Task, statement: Append, instruction: Instruction, tools: VerbTools): Flow {
  // Behind the block for conflicts.
  if (instruction.part > 0) return 'next';
  const { world, owner, exchanges } = tools;
  const { to, timeoutUs, retry, as } = statement;
  const stream = dataText(statement.stream.evaluate(task.scope));
  const expected = statement.expected.evaluate(task.scope);
  if (typeof expected !== 'number' && typeof expected !== 'string')
    throw new ExpressionFault('`expected` is a version, `any`, `none` or `exists`');
  const plain = statement.events.map((event) => draft(task, stream, event, tools));
  const sealed = world.port('eventStore', to).seal(plain);
  if (typeof sealed === 'string') {
    tools.fail(task, sealed);
    return 'suspended';
  }
  const loaded = loadedStream(task, to, stream);
  const follows = loaded !== null && loaded.version === expected ? loaded : null;
  const after = follows === null ? null : stateAfter(follows, statement, plain, tools);
  const snapshot =
    follows === null || after === null ? null : dueSnapshot(follows, after, plain.length, statement, tools);
  const data: AppendData = { stream, expected, events: sealed, snapshot };
  const content = data as unknown as Data;
  exchanges.begin(
    {
      message: world.messages.following(task.hop.message, owner, 'AppendEvents', 'command', content, stream, 1),
      to,
      passage: 'call',
      timeoutUs,
      retry,
      answered: (answer, cause) => {
        const { version } = answer.data as unknown as Appended;
        if (follows !== null && after !== null) {
          follows.version = version;
          follows.state = after;
          if (snapshot !== null) follows.snapshot = version;
        }
        if (as !== null) task.scope[as] = answer.data;
        const behind = instruction.boundaries.at(-1);
        if (behind !== undefined) task.next = behind + 1;
        tools.go(task, cause);
      },
      failed: (failure, cause) => failed(task, statement, loaded, failure, cause, tools),
    },
    task.cause,
  );
  return 'suspended';
}

/** One event, in the form that the service speaks now. */
function draft(
  task: Task,
  stream: string,
  { event, version, data }: Append['events'][number],
  { messenger }: VerbTools,
): EventDraft {
  const message = messenger.make(task, event, data.evaluate(task.scope), stream);
  // A retry of the same append bears the same ids.
  return { id: String(message.id), event, version: version ?? message.version, data: message.data };
}

/** What the loaded state becomes with these events; null where that can't be told. */
function stateAfter(
  loaded: LoadedStream,
  statement: Append,
  events: readonly EventDraft[],
  { world }: VerbTools,
): Data | null {
  if (statement.events.some(({ version }) => version !== null)) return null;
  return events.reduce((state, { event, data }) => foldEvent(world, loaded.fold, state, event, data), loaded.state);
}

/** A snapshot that is due travels with the events that make it so: both are kept, or neither. */
function dueSnapshot(
  { fold, version, snapshot }: LoadedStream,
  state: Data,
  count: number,
  { to }: Append,
  { world, owner }: VerbTools,
): AppendData['snapshot'] {
  const store = world.port('eventStore', to);
  const every = store.snapshotEvery;
  if (every === null || version + count - (snapshot ?? -1) < every) return null;
  return seesPersonal(fold, (event) => store.isPersonal(event)) ? null : { fold: `${owner} ${fold.id}`, state };
}

/** On a conflict it goes back to the load, or takes the block for that, or gives up. */
function failed(
  task: Task,
  statement: Append,
  loaded: LoadedStream | null,
  { code, why }: Failure,
  cause: number,
  tools: VerbTools,
): void {
  task.cause = cause;
  if (code !== 'conflict') return tools.fail(task, why, code);
  // The block stands next.
  if (statement.hasConflictBlock) return tools.go(task, cause);
  const { conflictRetries } = statement;
  if (conflictRetries === 0) return tools.fail(task, why, code);
  if (loaded === null)
    return tools.fail(task, `${why}; it was not loaded in this handler, so there is nothing to go back to`, code);
  if (!mayGoBack(task, statement, conflictRetries))
    return tools.fail(task, `${why}, also after ${conflictRetries} more tries`, code);
  task.writes.length = loaded.writes;
  task.next = loaded.index;
  tools.go(task, cause);
}
