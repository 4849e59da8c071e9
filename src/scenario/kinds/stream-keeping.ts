import type { Data } from '../../trace/message.ts';
import { usOf } from '../distributions.ts';
import { parseDuration } from '../durations.ts';
import type { KindContext } from '../kind.ts';
import type { Path } from '../problem.ts';
import { compileTemplate } from '../template.ts';
import type { StreamDocument } from './stream-schema.ts';
import type { Pulse, StreamKeeping, StreamPatternStep, StreamTrigger, StreamWindowing } from './stream-spec.ts';
import type { StreamSites } from './stream.ts';

/** What a stream processor keeps of its records: a window with an aggregate, a join, a pattern, or nothing. */
export function compileKeeping(document: StreamDocument, context: KindContext, sites: StreamSites): StreamKeeping {
  const { findings } = context.references;
  const said = (['aggregate', 'join', 'pattern'] as const).filter((field) => document[field] !== undefined);
  if (said.length > 1)
    findings.add(
      [...context.path, said[1] as string],
      `a stream processor does one thing: \`${said[0]}\` or \`${said[1]}\``,
      {
        on: 'key',
      },
    );
  if (document.pattern !== undefined) return patternOf(document, context, sites);
  if (document.join !== undefined) return joinOf(document, context);
  if (document.aggregate !== undefined) return aggregateOf(document, context, sites);
  for (const field of ['window', 'trigger', 'accumulation', 'lateness'] as const)
    if (document[field] !== undefined)
      findings.add([...context.path, field], `\`${field}\` is about windows; say with \`aggregate\` what they hold`, {
        on: 'key',
      });
  return { kind: 'nothing' };
}

function aggregateOf(document: StreamDocument, context: KindContext, sites: StreamSites): StreamKeeping {
  const [op, of] = Object.entries(document.aggregate ?? {})[0] as [string, unknown];
  return {
    kind: 'window',
    windowing: windowingOf(document, context),
    aggregate: {
      op: op as Extract<StreamKeeping, { kind: 'window' }>['aggregate']['op'],
      of: op === 'count' ? null : compileTemplate(of as Data, [...context.path, 'aggregate', op], sites.record),
    },
  };
}

function windowingOf(
  { window, trigger, accumulation, lateness }: StreamDocument,
  context: KindContext,
): StreamWindowing {
  const { findings } = context.references;
  const path = [...context.path, 'window'];
  if (window === undefined) findings.add(context.path, 'records come without end: say with `window` how to cut them');
  const positive = (text: string, at: Path): number => {
    const us = usOf(text);
    if (us === 0) findings.add(at, 'a window lasts longer than 0');
    return Math.max(1, us);
  };
  const shared = {
    trigger: triggerOf(trigger),
    accumulation: accumulation ?? null,
    latenessUs: lateness === undefined ? 0 : usOf(lateness),
  };
  if (window === undefined || 'global' in window) return { ...shared, window: { kind: 'global' } };
  if ('session' in window)
    return { ...shared, window: { kind: 'session', gapUs: positive(window.session, [...path, 'session']) } };
  const offsetUs = window.offset === undefined ? 0 : usOf(window.offset);
  if ('tumbling' in window) {
    const sizeUs = positive(window.tumbling, [...path, 'tumbling']);
    return { ...shared, window: { kind: 'tumbling', sizeUs, offsetUs } };
  }
  const sizeUs = positive(window.hopping, [...path, 'hopping']);
  const everyUs = positive(window.every, [...path, 'every']);
  if (sizeUs / everyUs > MOST_OVERLAPS)
    findings.add([...path, 'every'], `each record would be in more than ${MOST_OVERLAPS} windows`);
  return { ...shared, window: { kind: 'hopping', sizeUs, everyUs, offsetUs } };
}

/** Windows that one record may be in: each costs an entry or more. */
const MOST_OVERLAPS = 100;

function triggerOf(trigger: StreamDocument['trigger']): StreamTrigger {
  if (trigger === undefined) return { kind: 'default' };
  if ('early' in trigger || 'late' in trigger)
    return { kind: 'watermark', early: pulseOf(trigger.early), late: pulseOf(trigger.late) };
  return { kind: 'repeated', pulse: pulseOf(trigger) as Pulse };
}

function pulseOf(pulse: { count: number } | { every: string } | undefined): Pulse | null {
  if (pulse === undefined) return null;
  return 'count' in pulse
    ? { kind: 'count', count: pulse.count }
    : { kind: 'every', delayUs: Math.max(1, usOf(pulse.every)) };
}

function joinOf(document: StreamDocument, context: KindContext): StreamKeeping {
  const { left, right, kind = 'inner', from, to } = document.join as NonNullable<StreamDocument['join']>;
  const { findings } = context.references;
  const path = [...context.path, 'join'];
  for (const [field, event] of [
    ['left', left],
    ['right', right],
  ] as const)
    if (!document.events.includes(event)) findings.add([...path, field], `\`${event}\` is not one of its \`events\``);
  if (left === right) findings.add([...path, 'right'], 'a join has two sides that differ');
  if (document.window !== undefined)
    return { kind: 'window-join', windowing: windowingOf(document, context), left, right, join: kind };
  if (from === undefined || to === undefined)
    findings.add(path, 'a join needs a `window`, or `from` and `to`: how far apart two records may be');
  if (kind !== 'inner') findings.add([...path, 'kind'], 'only a join per window can tell that no partner came');
  const fromUs = signedUs(from ?? '0ms', [...path, 'from'], context);
  const toUs = signedUs(to ?? '0ms', [...path, 'to'], context);
  if (fromUs > toUs) findings.add([...path, 'to'], '`to` is before `from`');
  return { kind: 'interval-join', left, right, fromUs: Math.min(fromUs, toUs), toUs };
}

/** A duration that may be negative, as in `-5s`. */
function signedUs(text: string, path: Path, { references }: KindContext): number {
  const negative = text.trim().startsWith('-');
  const parsed = parseDuration(negative ? text.trim().slice(1) : text);
  if ('problem' in parsed) {
    references.findings.add(path, parsed.problem);
    return 0;
  }
  return negative ? -parsed.us : parsed.us;
}

function patternOf(document: StreamDocument, context: KindContext, sites: StreamSites): StreamKeeping {
  const pattern = document.pattern as NonNullable<StreamDocument['pattern']>;
  const { findings } = context.references;
  const path = [...context.path, 'pattern'];
  const names = new Set<string>();
  const steps = pattern.steps.map((step, i): StreamPatternStep => {
    const at = [...path, 'steps', i];
    if (names.has(step.name)) findings.add([...at, 'name'], `there is a step \`${step.name}\` already`);
    names.add(step.name);
    if (step.event !== undefined && !document.events.includes(step.event))
      findings.add([...at, 'event'], `\`${step.event}\` is not one of its \`events\``);
    const site = sites.record.with({ kind: 'test', names: [['taken', null]] });
    return {
      name: step.name,
      event: step.event ?? null,
      where: step.where === undefined ? null : site.condition(step.where, [...at, 'where']),
      follows: step.follows ?? 'followedBy',
      times: step.times ?? 1,
      between: step.between ?? 'followedBy',
      absent: step.absent ?? false,
    };
  });
  const withinUs = pattern.within === undefined ? null : usOf(pattern.within);
  if (steps[0]?.absent === true)
    findings.add([...path, 'steps', 0], 'a pattern begins with an event that comes: nothing begins with an absence');
  if (withinUs === 0) findings.add([...path, 'within'], 'its time must be more than 0');
  if (steps.at(-1)?.absent === true && withinUs === null)
    findings.add(path, 'an absence at the end needs `within`, a time after which it is certain');
  return { kind: 'pattern', steps, withinUs, after: pattern.after ?? 'keep-all' };
}
