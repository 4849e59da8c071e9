import { durationWords, parseDuration } from '../durations.ts';
import type { Template } from '../expression.ts';
import { LIMITS } from '../limits.ts';
import type { Statement } from '../program.ts';
import type { Sending } from '../scenario.ts';
import type { VerbContext } from '../verb.ts';
import type { CancelDocument, ScheduleDocument } from './schedule-schema.ts';

/** Sends a message later, or every so often, without waiting for it. */
export interface ScheduleStatement {
  readonly op: 'schedule';
  readonly message: string;
  readonly to: string;
  /** From the statement to the first message. */
  readonly inUs: number;
  /** From one message to the next; null: there is only one. */
  readonly everyUs: number | null;
  readonly data: Template;
  readonly key: Template | null;
  /** A later one with the same id takes the place of the one before; null: none ever does. */
  readonly id: Template | null;
  /** Whether it survives a crash. */
  readonly durable: boolean;
  readonly sendings: readonly Sending[];
}

/** Takes back what was scheduled under an id. */
export interface CancelStatement {
  readonly op: 'cancel';
  readonly id: Template;
}

export function compileSchedule(document: ScheduleDocument, context: VerbContext): Statement {
  const { schedule: message, to, in: delay, every, data, key, id, durable = false } = document;
  const { path, references } = context;
  context.sent('schedule', message, data);
  const receiver = references.component(to, [...path, 'to']);
  if (receiver?.kind === 'service' || receiver?.kind === 'client') references.handler(to, message, [...path, 'to']);
  if (delay === undefined && every === undefined)
    references.findings.add(path, '`schedule` says when: `in: 5s`, `every: 1s`, or both');
  const everyUs = every === undefined ? null : usOf(every);
  if (everyUs !== null && everyUs < LIMITS.shortestPauseUs)
    references.findings.add([...path, 'every'], `\`${every}\` is too often; at most every ${LIMITS.shortestPauseUs}us`);
  const inUs = usOf(delay ?? every ?? '0us');
  const when = [
    ...(delay === undefined ? [] : [`in ${durationWords(inUs)}`]),
    ...(everyUs === null ? [] : [`every ${durationWords(everyUs)}`]),
  ].join(', then ');
  return {
    op: 'schedule',
    line: context.line(0, 'schedule ', [message], ' to ', [to], ` ${when}`),
    message,
    to,
    inUs,
    everyUs,
    data: context.template('data', data),
    key: key === undefined ? null : context.template('key', key),
    id: id === undefined ? null : context.template('id', id),
    durable,
    sendings: [{ message, to, mode: 'send' }],
  };
}

export function compileCancel(document: CancelDocument, context: VerbContext): Statement {
  const id = context.template('cancel', document.cancel);
  return { op: 'cancel', line: context.line(0, `cancel ${id.source}`), id };
}

function usOf(text: string): number {
  const parsed = parseDuration(text);
  return 'us' in parsed ? parsed.us : 0;
}
