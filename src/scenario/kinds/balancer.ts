import { usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program, Statement } from '../program.ts';
import type { ForwardStatement } from '../statements/relay-statements.ts';
import type { VerbContext } from '../verb.ts';
import { made, passedOn, processOf, programFor } from './relay-program.ts';
import type { BalancerDocument } from './relay-schema.ts';
import type { BalancerSpec } from './relay-spec.ts';

const WORKERS = 1_000;

/** Makes a load balancer's spec: each message has a handler that hands it to one of the targets. */
export function compileBalancer(document: BalancerDocument, context: KindContext): OwnSpec<BalancerSpec> {
  const { path, references } = context;
  const { messages, targets, policy = 'round-robin', timeout, attempts = 1, eject } = document;
  const handlers = new Map<string, Program>();
  for (const [i, message] of messages.entries()) {
    const at: Path = [...path, 'messages', i];
    if (references.messages.get(message)?.kind === 'event')
      references.findings.add(at, `\`${message}\` is an event, which nobody answers: a balancer hands on requests`);
    for (const [t, target] of targets.entries()) references.handler(target, message, [...path, 'targets', t]);
    const forward: Omit<ForwardStatement, 'op' | 'as' | 'sendings'> = {
      message,
      targets,
      policy,
      timeoutUs: timeout === undefined ? null : usOf(timeout),
      attempts,
      eject: eject === undefined ? null : { failures: eject.failures, forUs: usOf(eject.for) },
    };
    const program = programFor(message, [made({ forward }), ...passedOn('answer')], at, context);
    if (program !== null) handlers.set(message, program);
  }
  if (new Set(targets).size < targets.length)
    references.findings.add([...path, 'targets'], 'a target stands in the list twice');
  if (attempts > targets.length)
    references.findings.add([...path, 'attempts'], `it has ${targets.length} targets to try, not ${attempts}`);
  return { kind: 'balancer', ...processOf(document, WORKERS), handlers, consumes: [], targets };
}

/** The statement behind it. */
export function compileForward(
  { forward }: { readonly forward: Omit<ForwardStatement, 'op' | 'as' | 'sendings'> },
  { line }: VerbContext,
): Statement {
  const { message, targets, policy } = forward;
  return {
    op: 'forward',
    line: line(0, 'answer = ', `one of ${targets.length}, ${policy}`),
    ...forward,
    as: 'answer',
    sendings: targets.map((to) => ({ message, to, mode: 'call' as const })),
  };
}
