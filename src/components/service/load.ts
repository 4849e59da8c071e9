import { ExpressionFault, STEPS } from '../../scenario/expression.ts';
import type { LoadStatement } from '../../scenario/statements/load.ts';
import type { Data, Message } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { ReadData, ReadStream, SnapshotData } from '../event-store-port.ts';
import { foldEvent, type LoadedStream, noteLoad, seesPersonal } from './stream-state.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

type Load = LoadStatement & { readonly line: number };

/** Asks the store for a stream and folds what comes into a state. */
export function runLoad(task: Task, statement: Load, _: unknown, tools: VerbTools): Flow {
  const { world, owner, exchanges } = tools;
  const { from, timeoutUs, retry } = statement;
  const stream = dataText(statement.stream.evaluate(task.scope));
  const upTo = statement.upTo?.evaluate(task.scope) ?? null;
  if (upTo !== null && typeof upTo !== 'number') throw new ExpressionFault('`upTo` is the number of an event');
  const index = task.next - 1;
  const data: ReadData = { stream, fold: `${owner} ${statement.fold.id}`, upTo };
  exchanges.begin(
    {
      message: world.messages.following(
        task.hop.message,
        owner,
        'ReadStream',
        'query',
        data as unknown as Data,
        stream,
        1,
      ),
      to: from,
      passage: 'call',
      timeoutUs,
      retry,
      answered: (answer, cause) => {
        task.cause = cause;
        try {
          fold(task, statement, stream, index, upTo, answer, tools);
        } catch (error) {
          if (!(error instanceof ExpressionFault)) throw error;
          return tools.fail(task, error.message);
        }
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

function fold(
  task: Task,
  statement: Load,
  stream: string,
  index: number,
  upTo: number | null,
  answer: Message,
  tools: VerbTools,
): void {
  const { world, owner } = tools;
  const { from, as, fold: spec } = statement;
  const { snapshot, events, version } = answer.data as unknown as ReadStream;
  const store = world.port('eventStore', from);
  let state = snapshot?.state ?? spec.initial.evaluate({ param: world.parameters, [STEPS]: world.steps });
  for (const { event, data } of events) {
    const { data: plain, unreadable } = store.open(event, data);
    if (unreadable.length > 0) sayUnreadable(task, { ...answer, name: event, kind: 'event', data }, unreadable, tools);
    state = foldEvent(world, spec, state, event, plain);
  }
  const loaded: LoadedStream = {
    index,
    writes: task.writes.length,
    fold: spec,
    snapshot: snapshot?.version ?? null,
    version,
    state,
  };
  noteLoad(task, from, stream, loaded);
  const result = { state, version, exists: version >= 0, read: events.length, snapshot: loaded.snapshot };
  task.scope[as] = result;
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'stream.loaded',
    task: task.id,
    stream,
    version,
    state,
    read: events.length,
    snapshot: loaded.snapshot,
  });
  const every = store.snapshotEvery;
  if (
    upTo === null &&
    every !== null &&
    events.length >= every &&
    !seesPersonal(spec, (event) => store.isPersonal(event))
  )
    saveSnapshot(task, from, { stream, fold: `${owner} ${spec.id}`, version, state }, tools);
}

/** The store gets the state that took so long to fold; nobody waits for that. */
function saveSnapshot(task: Task, to: string, data: SnapshotData, { world, owner, messenger }: VerbTools): void {
  const content = data as unknown as Data;
  const message = world.messages.following(task.hop.message, owner, 'SaveSnapshot', 'command', content, data.stream, 1);
  messenger.ship(task, message, to, 'send');
}

function sayUnreadable(task: Task, message: Message, fields: readonly string[], { world, owner }: VerbTools): void {
  const { trace, clock } = world;
  task.cause = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause: task.cause,
    kind: 'personal.unreadable',
    message,
    fields,
  });
}
