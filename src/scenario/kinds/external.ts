import { distributionWords, usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program, Statement } from '../program.ts';
import { timing } from '../retries.ts';
import type { Behaviour, BehaveStatement, Phase } from '../statements/relay-statements.ts';
import type { VerbContext } from '../verb.ts';
import { made, processOf, programFor } from './relay-program.ts';
import type { ExternalDocument } from './relay-schema.ts';
import type { ExternalSpec } from './relay-spec.ts';

type AnswerDocument = ExternalDocument['answers'][string];
type PhaseDocument = NonNullable<ExternalDocument['script']>[number];

/** An external system has its own scale: how many requests it works on at once is not its callers' matter. */
const WORKERS = 1_000;
const FAILURE = 'it failed';
const REFUSAL = 'it said no';

/** Makes an external system's spec: each answer is a handler that behaves as the script says. */
export function compileExternal(document: ExternalDocument, context: KindContext): OwnSpec<ExternalSpec> {
  const { path, references } = context;
  const phases = (document.script ?? []).map((phase, i) => phaseOf(phase, [...path, 'script', i], context));
  const handlers = new Map<string, Program>();
  for (const [message, answer] of Object.entries(document.answers)) {
    const at: Path = [...path, 'answers', message];
    if ((answer.fails ?? 0) + (answer.refuses ?? 0) > 1)
      references.findings.add([...at, 'refuses'], '`fails` and `refuses` are more than 1 together');
    const usually = behaviourOf(answer, at, context);
    const program = programFor(
      message,
      [
        made({ behave: { usually, phases } }),
        { if: "outcome.is == 'failed'", then: [{ fail: '=outcome.why' }] },
        { if: "outcome.is == 'refused'", then: [{ refuse: '=outcome.why' }] },
        { reply: (answer.reply ?? {}) as never },
      ],
      at,
      context,
    );
    if (program !== null) handlers.set(message, program);
  }
  return { kind: 'external', ...processOf(document, WORKERS), handlers, consumes: [] };
}

/** The statement behind it. */
export function compileBehave(
  { behave }: { readonly behave: Pick<BehaveStatement, 'usually' | 'phases'> },
  { line }: VerbContext,
): Statement {
  const { takes } = behave.usually;
  const at = line(0, takes === null ? 'decide' : `take ${distributionWords(takes)}`);
  return { op: 'behave', line: at, ...behave, as: 'outcome' };
}

function phaseOf(phase: PhaseDocument, path: Path, context: KindContext): Phase {
  const fromUs = usOf(phase.from);
  const toUs = phase.to === undefined ? null : usOf(phase.to);
  if (toUs !== null && toUs <= fromUs) context.references.findings.add([...path, 'to'], '`to` is not after `from`');
  return { ...behaviourOf(phase, path, context), fromUs, toUs, silent: phase.silent ?? false };
}

function behaviourOf(document: AnswerDocument | PhaseDocument, path: Path, { references }: KindContext): Behaviour {
  const { takes, fails = null, refuses = null, why = null } = document;
  return {
    takes: takes === undefined ? null : timing(takes, [...path, 'takes'], references.findings),
    fails,
    refuses,
    why,
  };
}

/** What its callers are told where the document says nothing. */
export const USUAL_WHY = { failed: FAILURE, refused: REFUSAL } as const;
