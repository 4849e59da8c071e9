import { isNotA, listed } from '../did-you-mean.ts';
import { durationText, durationWords } from '../durations.ts';
import { usOf } from '../distributions.ts';
import type { FurtherIntervention } from '../further-intervention.ts';
import { compilesIntervention, type InterventionContext, knowsIntervention } from '../intervention-kind.ts';
import { statementsIn } from '../blocks.ts';
import type { ServiceSpec } from '../scenario.ts';
import type { CrashAtDocument, FurtherDocument } from './further-schema.ts';
import { wholeOf } from './texts.ts';

type Of<K extends FurtherIntervention['kind']> = FurtherIntervention & { readonly kind: K };
type Bare = 'pause' | 'resume' | 'subscribe' | 'expire-retention' | 'rebuild-view' | 'scavenge' | 'redrive';

/** Interventions that need nothing but a component. */
function bare(kind: Bare, words: (name: string) => string): void {
  knowsIntervention(kind, {
    document: ({ component }) => ({ [kind]: component }) as unknown as FurtherDocument,
    words: ({ component }, named) => words(named(component)),
    texts: ({ component }) => [component],
    ofTexts: ([component, ...more]) =>
      component === undefined || more.length > 0 ? null : ({ kind, component } as Of<Bare>),
  });
  compilesIntervention(kind, (document: Readonly<Record<string, string>> & FurtherDocument, context) => {
    const component = context.component((document as unknown as Record<string, string>)[kind] as string, kind);
    if (kind === 'subscribe' && context.components.get(component)?.absent !== true && context.components.has(component))
      context.findings.add(
        [...context.path, kind],
        `\`${component}\` is there from the beginning; give it \`absent: true\``,
      );
    return { kind, component };
  });
}

bare('pause', (name) => `${name} pauses`);
bare('resume', (name) => `${name} goes on`);
bare('subscribe', (name) => `${name} joins`);
bare('expire-retention', (name) => `What ${name} keeps has reached its age`);
bare('rebuild-view', (name) => `${name} is rebuilt from the beginning`);
bare('scavenge', (name) => `${name} is scavenged`);
bare('redrive', (name) => `Dead letters in ${name} go back to where they came from`);

knowsIntervention('scale', {
  document: ({ component, what, to }) =>
    what === 'workers' ? { scale: component, workers: to } : { scale: component, consumers: to },
  words: ({ component, what, to }, named) => {
    const noun = to === 1 ? what.slice(0, -1) : what;
    return what === 'workers'
      ? `${named(component)} has ${to} ${noun}`
      : `${named(component)}'s group has ${to} ${noun}`;
  },
  texts: ({ component, what, to }) => [component, what, String(to)],
  ofTexts: ([component, what, text, ...more]) => {
    const to = wholeOf(text, 1, 1_000);
    if (component === undefined || (what !== 'workers' && what !== 'consumers') || to === null || more.length > 0)
      return null;
    return { kind: 'scale', component, what, to };
  },
});
compilesIntervention('scale', (document: Extract<FurtherDocument, { readonly scale: string }>, context) => {
  const { workers, consumers } = document;
  const { path, findings } = context;
  const component = context.component(document.scale, 'scale');
  if ((workers === undefined) === (consumers === undefined))
    findings.add(path, '`scale` says how many `workers` there are, or how many `consumers`');
  const spec = context.components.get(component);
  if (spec !== undefined && spec.kind !== 'service')
    findings.add([...path, 'scale'], `\`${component}\` is a ${spec.kind}; only services are scaled`);
  else if (consumers !== undefined && spec?.kind === 'service' && spec.consumes.length === 0)
    findings.add([...path, 'consumers'], `\`${component}\` reads from nothing, so it has no consumers`, { on: 'key' });
  const what = workers === undefined ? 'consumers' : 'workers';
  return { kind: 'scale', component, what, to: workers ?? consumers ?? 1 };
});

knowsIntervention('crash-at', {
  document: ({ component, message, side, line, nth }) => ({
    crash: component,
    ...(side === 'before' ? { before: line as number } : { after: line }),
    of: message,
    nth,
  }),
  words: ({ component, message, side, line, nth }, named) => {
    const place = line === 'end' ? 'the end' : `line ${line}`;
    const time = nth === 1 ? '' : `, the ${ordinal(nth)} time`;
    return `${named(component)} crashes ${side} ${place} of ${message}${time}`;
  },
  texts: ({ component, message, side, line, nth }) => [
    component,
    message,
    side,
    String(line),
    ...(nth === 1 ? [] : [String(nth)]),
  ],
  ofTexts: ([component, message, side, at, nthText = '1', ...more]) => {
    const line = at === 'end' && side === 'after' ? at : wholeOf(at, 2, 1_000);
    const nth = wholeOf(nthText, 1, 1_000_000);
    if (component === undefined || message === undefined || line === null || nth === null || more.length > 0)
      return null;
    return side === 'before' || side === 'after' ? { kind: 'crash-at', component, message, side, line, nth } : null;
  },
});
compilesIntervention('before', crashAt);
compilesIntervention('after', crashAt);

function crashAt(document: CrashAtDocument, context: InterventionContext): Of<'crash-at'> {
  const { before, after, nth = 1 } = document;
  const { path, findings } = context;
  const component = context.component(document.crash, 'crash');
  if (before !== undefined && after !== undefined)
    findings.add(path, 'a crash is `before` a line or `after` one; write one of them');
  const side = before === undefined ? 'after' : 'before';
  const line = before ?? after ?? 'end';
  const spec = context.components.get(component);
  let message = document.of ?? '';
  if (spec !== undefined && spec.kind !== 'service')
    findings.add([...path, 'crash'], `\`${component}\` is a ${spec.kind}, which has no handlers`);
  else if (spec?.kind === 'service') {
    const [only, ...others] = spec.handlers.keys();
    if (document.of === undefined && only !== undefined && others.length === 0) message = only;
    else if (document.of === undefined)
      findings.add(
        path,
        `\`of\` is missing: which of \`${component}\`'s handlers, ${listed([...spec.handlers.keys()], 'or')}`,
      );
    else if (!spec.handlers.has(message))
      findings.add([...path, 'of'], isNotA(message, `a handler of \`${component}\``, spec.handlers.keys()));
    if (line !== 'end') checkLine(spec, message, line, [...path, side], context);
  }
  return { kind: 'crash-at', component, message, side, line, nth };
}

function checkLine(
  spec: ServiceSpec,
  message: string,
  line: number,
  path: readonly (string | number)[],
  { findings }: InterventionContext,
): void {
  const program = spec.handlers.get(message);
  if (program === undefined) return;
  const lines = [...statementsIn(program.statements)].map((statement) => statement.line);
  if (!lines.includes(line))
    findings.add(path, `no statement of \`${message}\` stands at line ${line}; there are ${listed(lines.map(String))}`);
}

for (const verb of ['crash', 'restart'] as const) {
  const kind = `${verb}-replica` as const;
  knowsIntervention(kind, {
    document: ({ component, replica }) => ({ [verb]: component, replica }) as unknown as FurtherDocument,
    words: ({ component, replica }, named) =>
      `Replica ${replica} of ${named(component)} ${verb === 'crash' ? 'crashes' : 'restarts'}`,
    texts: ({ component, replica }) => [component, String(replica)],
    ofTexts: ([component, text, ...more]) => {
      const replica = wholeOf(text, 0, 100);
      return component === undefined || replica === null || more.length > 0
        ? null
        : ({ kind, component, replica } as Of<typeof kind>);
    },
  });
}
compilesIntervention(
  'replica',
  (
    document: { readonly crash?: string; readonly restart?: string; readonly replica: number } & FurtherDocument,
    context,
  ) => {
    const { crash, restart, replica } = document as {
      readonly crash?: string;
      readonly restart?: string;
      readonly replica: number;
    };
    return crash === undefined
      ? { kind: 'restart-replica', component: context.component(restart ?? '', 'restart'), replica }
      : { kind: 'crash-replica', component: context.component(crash, 'crash'), replica };
  },
);

knowsIntervention('skew', {
  document: ({ component, byUs }) => ({ skew: component, by: `${byUs < 0 ? '-' : ''}${durationText(Math.abs(byUs))}` }),
  words: ({ component, byUs }, named) => {
    if (byUs === 0) return `The clock of ${named(component)} is right again`;
    return `The clock of ${named(component)} is ${durationWords(Math.abs(byUs))} ${byUs > 0 ? 'ahead' : 'behind'}`;
  },
  texts: ({ component, byUs }) => [component, String(byUs)],
  ofTexts: ([component, text, ...more]) => {
    const byUs = wholeOf(text, Number.MIN_SAFE_INTEGER);
    return component === undefined || byUs === null || more.length > 0
      ? null
      : { kind: 'skew', component, byUs: byUs + 0 };
  },
});
compilesIntervention('skew', ({ skew, by }: Extract<FurtherDocument, { readonly skew: string }>, context) => {
  const us = usOf(by.replace(/^-/, ''));
  return { kind: 'skew', component: context.component(skew, 'skew'), byUs: by.startsWith('-') && us > 0 ? -us : us };
});

function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}
