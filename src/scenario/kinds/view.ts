import { statementsIn } from '../blocks.ts';
import { compileConsumptions } from '../compile-components.ts';
import { compileProgram } from '../compile-program.ts';
import { usOf } from '../distributions.ts';
import { handlerSite } from '../handler-site.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program, Statement } from '../program.ts';
import type { Consumption, MessageContract } from '../scenario.ts';
import type { StatementDocument } from '../statement-schema.ts';
import type { ReactionDocument, RowFoldDocument, ViewDocument } from './view-schema.ts';
import type { ViewSpec } from './view-spec.ts';
import { tablesWrittenIn } from './view-tables.ts';

const DEFAULT_RESTART_US = 500_000;

/** Checks and compiles a view. */
export function compileView(document: ViewDocument, context: KindContext): OwnSpec<ViewSpec> {
  const { id, path, references } = context;
  const handlers = reactions(document.on, [...path, 'on'], context);
  const nextHandlers = reactions(document.next?.on ?? {}, [...path, 'next', 'on'], context);
  if (![...handlers.keys()].some((name) => references.messages.get(name)?.kind === 'event'))
    references.findings.add(
      [...path, 'on'],
      `\`${id}\` reacts to no event, so there would never be anything to see in it`,
    );
  return {
    kind: 'view',
    tables: tablesWrittenIn(document),
    outcomes: ['done', 'failed', 'refused', 'rejected', 'deduplicated', 'crashed'],
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
    consumes: [source(document, context)],
    handlers,
    nextHandlers,
    checkpointEvery: document.checkpoint?.every ?? 1,
    workers: document.workers ?? 1,
  };
}

function source(document: ViewDocument, { id, path, parameters, references }: KindContext): Consumption {
  const consumption = typeof document.from === 'string' ? { from: document.from } : document.from;
  const at = [...path, 'from'];
  if (references.component(consumption.from, [])?.kind === 'event-store' && consumption.group !== undefined)
    references.findings.add([...at, 'group'], 'a view needs every event of a store; a `group` shares them out', {
      on: 'key',
    });
  const [compiled] = compileConsumptions(id, [consumption], () => at, parameters, references);
  return compiled as Consumption;
}

function reactions(
  on: { readonly [message: string]: ReactionDocument },
  path: Path,
  { parameters, references }: KindContext,
): ReadonlyMap<string, Program> {
  const programs = new Map<string, Program>();
  for (const [message, reaction] of Object.entries(on)) {
    const at = [...path, message];
    const contract = references.message(message, at);
    if (contract === null) continue;
    if (contract.kind === 'command')
      references.findings.add(
        at,
        `\`${message}\` is a command; a view makes its tables of events and answers queries`,
        {
          on: 'key',
        },
      );
    const block = statements(reaction, at, contract, references.findings);
    const program = compileProgram(
      message,
      block,
      at,
      handlerSite(contract, parameters, references.findings),
      references,
    );
    for (const statement of statementsIn(program.statements))
      check(statement, contract, at, (place, why) => references.findings.add(place, why));
    programs.set(message, program);
  }
  return programs;
}

/** The change of one row, as the statements that make it. */
function statements(
  reaction: ReactionDocument,
  path: Path,
  { name, kind }: MessageContract,
  findings: KindContext['references']['findings'],
): readonly StatementDocument[] {
  if (Array.isArray(reaction)) return reaction as readonly StatementDocument[];
  const { table, key, set, delete: gone = false, if: condition } = reaction as RowFoldDocument;
  if (kind === 'query')
    findings.add(path, `\`${name}\` is a query: write how it is answered, as in \`- reply: =board\``);
  if ((set === undefined) === !gone) findings.add(path, 'the change of a row has either `set` or `delete: true`');
  const change: StatementDocument = gone ? { delete: table, key } : { write: table, key, set: set ?? {} };
  return condition === undefined ? [change] : [{ if: condition, then: [change] }];
}

/** A view does nothing but change its own rows, so that it can be built anew at any time; a query changes nothing. */
function check(
  statement: Statement,
  { name, kind }: MessageContract,
  path: Path,
  add: (path: Path, message: string) => void,
): void {
  const { op } = statement;
  const sends =
    op === 'call' || op === 'send' || op === 'publish' || ('sendings' in statement && statement.sendings.length > 0);
  if (sends)
    add(path, `a view can be built anew from its events, so it must do nothing outside itself: it cannot \`${op}\``);
  if (kind === 'query' && (op === 'write' || op === 'delete'))
    add(path, `\`${name}\` is a query, which changes nothing: it cannot \`${op}\``);
  if (kind !== 'query' && op === 'read at')
    add(path, '`atLeast` waits for events, and a handler of an event would wait for itself; it is for queries');
  if (kind !== 'query' && op === 'reply') add(path, `\`${name}\` is an event, and nobody waits for an answer to it`);
}
