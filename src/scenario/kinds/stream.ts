import type { Data } from '../../trace/message.ts';
import { durationWords } from '../durations.ts';
import { usOf } from '../distributions.ts';
import type { Template } from '../expression.ts';
import { ExpressionSite, type Shape } from '../expression-site.ts';
import { parameterShape, shape } from '../handler-site.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import { checkData } from '../message-data.ts';
import type { Path } from '../problem.ts';
import type { CodeLine, Program } from '../program.ts';
import type { LogConsumption } from '../scenario.ts';
import { compileTemplate, sourceOf } from '../template.ts';
import type { StreamDocument } from './stream-schema.ts';
import { compileKeeping } from './stream-keeping.ts';
import type { StreamKeeping, StreamOutput, StreamSpec, StreamStep } from './stream-spec.ts';

const DEFAULT_RESTART_US = 500_000;
/** How long a record waits that could not be published. */
const RETRY_DELAY_US = 500_000;

/** Names that the expressions of a stream processor can read, by what they are about. */
export interface StreamSites {
  /** A record: its message, and its key after `keyBy`. */
  readonly record: ExpressionSite;
  with(names: readonly (readonly [string, Shape])[]): ExpressionSite;
}

/** Makes a stream processor's spec. */
export function compileStream(document: StreamDocument, context: KindContext): OwnSpec<StreamSpec> {
  const { references, path, parameters, id } = context;
  const { findings } = references;
  const events = document.events.filter((event, i) => references.message(event, [...path, 'events', i]) !== null);
  const sites = sitesOf(context, parameters);
  const steps = (document.steps ?? []).map((step, i) => compileStep(step, [...path, 'steps', i], sites.record));
  const keeps = compileKeeping(document, context, sites);
  const output = compileOutput(document, keeps, context, sites);
  const results = document.results ?? 'results';
  const lines = linesOf(document, keeps, output);
  if (document.watermark?.behind !== undefined && keeps.kind === 'nothing')
    findings.add([...path, 'watermark'], 'without a window, a join or a pattern nothing asks for a watermark', {
      on: 'key',
    });
  return {
    kind: 'stream',
    workers: 1,
    queueLimit: null,
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
    handlers: new Map(events.map((event) => [event, programOf(event, lines)])),
    consumes: document.consumes.map(({ from, group = id, mark }, i): LogConsumption => {
      references.log(from, [...path, 'consumes', i, 'from']);
      return {
        source: 'log',
        from,
        group,
        mark: mark ?? id.slice(0, 1).toUpperCase(),
        retryDelayUs: RETRY_DELAY_US,
        maxAttempts: null,
      };
    }),
    rules: document.rules ?? 'beam',
    time: document.time === undefined ? null : compileTemplate(document.time as Data, [...path, 'time'], sites.record),
    watermark: {
      behindUs: document.watermark?.behind === undefined ? 0 : usOf(document.watermark.behind),
      follows: document.watermark?.follows ?? 'events',
    },
    steps,
    keeps,
    output,
    results,
    tables: keeps.kind === 'nothing' ? [] : [results],
    outcomes: ['done', 'failed', 'crashed', 'panes', 'retractions', 'dropped', 'matches', 'timeouts'],
    ...(output === null ? {} : { sendings: [{ message: output.message, to: output.to }] }),
  };
}

function sitesOf({ references }: KindContext, parameters: readonly string[]): StreamSites {
  const common: readonly (readonly [string, Shape])[] = [['param', parameterShape(parameters)]];
  const site = (names: readonly (readonly [string, Shape])[]): ExpressionSite =>
    new ExpressionSite(references.findings, 'handler', new Map([...common, ...names]));
  const meta = shape('a field of `meta`', ['id', 'name', 'key', 'label', 'source']);
  return {
    record: site([
      ['msg', null],
      ['meta', meta],
      ['key', null],
      ['time', null],
    ]),
    with: site,
  };
}

function compileStep(step: NonNullable<StreamDocument['steps']>[number], path: Path, site: ExpressionSite): StreamStep {
  if ('filter' in step)
    return { kind: 'filter', condition: site.with({ kind: 'test' }).condition(step.filter, [...path, 'filter']) };
  const kind = 'map' in step ? 'map' : 'flatMap' in step ? 'flatMap' : 'keyBy';
  const value = (step as { readonly [kind: string]: Data })[kind] as Data;
  return { kind, value: compileTemplate(value, [...path, kind], site) };
}

const OUTPUT_NAMES: { readonly [kind in StreamKeeping['kind']]: readonly string[] } = {
  nothing: ['msg', 'meta', 'key', 'time'],
  window: ['key', 'value', 'window', 'timing', 'index', 'retraction'],
  'window-join': ['key', 'left', 'right', 'window', 'timing'],
  'interval-join': ['key', 'left', 'right', 'time'],
  pattern: ['key', 'taken', 'time', 'timedOut'],
};

function compileOutput(
  document: StreamDocument,
  keeps: StreamKeeping,
  { references, path }: KindContext,
  sites: StreamSites,
): StreamOutput | null {
  const { publish, to, key, data } = document;
  if (publish === undefined) {
    for (const field of ['to', 'key', 'data'] as const)
      if (document[field] !== undefined)
        references.findings.add([...path, field], `\`${field}\` belongs to what it publishes; say \`publish\` too`, {
          on: 'key',
        });
    return null;
  }
  const contract = references.message(publish, [...path, 'publish']);
  if (contract !== null) checkData(contract, data as Data | undefined, path, references.findings);
  if (to === undefined) references.findings.add([...path, 'publish'], '`publish` needs `to`, the log that it goes to');
  else references.log(to, [...path, 'to']);
  const site = sites.with(OUTPUT_NAMES[keeps.kind].map((name) => [name, null] as const));
  const template = (field: string, value: unknown): Template => compileTemplate(value as Data, [...path, field], site);
  return {
    message: publish,
    to: to ?? '',
    key: key === undefined ? null : template('key', key),
    data: template('data', data ?? {}),
  };
}

function programOf(message: string, lines: readonly string[]): Program {
  const code: CodeLine[] = [`on ${message} as msg`, ...lines].map((text, i) => ({
    number: i + 1,
    indent: i === 0 ? 0 : 1,
    parts: [{ text, strong: false }],
  }));
  return { message, statements: [{ op: 'process', line: 2 }], lines: code };
}

/** The processor as pseudo-code: what becomes of a record. */
function linesOf(document: StreamDocument, keeps: StreamKeeping, output: StreamOutput | null): readonly string[] {
  const steps = (document.steps ?? []).map((step) => {
    const [kind, value] = Object.entries(step)[0] as [string, Data];
    return kind === 'filter' ? `keep if ${String(value)}` : `${kind === 'keyBy' ? 'key by' : kind} ${sourceOf(value)}`;
  });
  return [
    ...(steps.length === 0 ? ['take the record'] : steps),
    ...keepingWords(keeps),
    ...(output === null ? [] : [`publish ${output.message} to ${output.to}`]),
  ];
}

function keepingWords(keeps: StreamKeeping): readonly string[] {
  switch (keeps.kind) {
    case 'nothing':
      return [];
    case 'window':
      return [`${keeps.aggregate.op} per ${windowWords(keeps.windowing.window)}`];
    case 'window-join':
      return [`join ${keeps.left}, ${keeps.right} per ${windowWords(keeps.windowing.window)}`];
    case 'interval-join':
      return [`join ${keeps.left}, ${keeps.right} by time`];
    case 'pattern': {
      const within = keeps.withinUs === null ? '' : ` within ${durationWords(keeps.withinUs)}`;
      return [`${keeps.steps.map(({ name, absent }) => (absent ? `no ${name}` : name)).join(', ')}${within}`];
    }
  }
}

function windowWords(window: Extract<StreamKeeping, { kind: 'window' }>['windowing']['window']): string {
  switch (window.kind) {
    case 'tumbling':
      return `${durationWords(window.sizeUs)} window`;
    case 'hopping':
      return `${durationWords(window.sizeUs)} window every ${durationWords(window.everyUs)}`;
    case 'session':
      return `session, gap ${durationWords(window.gapUs)}`;
    case 'global':
      return 'all time';
  }
}
