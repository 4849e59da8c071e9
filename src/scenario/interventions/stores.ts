import type { Data } from '../../trace/message.ts';
import { usOf } from '../distributions.ts';
import { durationText, durationWords } from '../durations.ts';
import type { OffsetGoal } from '../further-intervention.ts';
import { compilesIntervention, knowsIntervention } from '../intervention-kind.ts';
import { isRecord } from '../kind-words.ts';
import type { FurtherDocument } from './further-schema.ts';
import { dataOf, wholeOf } from './texts.ts';

knowsIntervention('edit-event', {
  document: ({ component, stream, number, set }) => ({ 'edit-event': component, stream, number, set }),
  words: ({ component, stream, number, set }, named) =>
    `Somebody edits ${Object.keys(set)
      .map((field) => `\`${field}\``)
      .join(', ')} of event ${number} of ${stream} in ${named(component)}`,
  texts: ({ component, stream, number, set }) => [component, stream, String(number), JSON.stringify(set)],
  ofTexts: ([component, stream, numberText, text, ...more]) => {
    const number = wholeOf(numberText, 0);
    const set = text === undefined ? undefined : dataOf(text);
    if (component === undefined || stream === undefined || number === null || !isRecord(set) || more.length > 0)
      return null;
    return { kind: 'edit-event', component, stream, number, set };
  },
});
compilesIntervention('edit-event', (document: Extract<FurtherDocument, { readonly 'edit-event': string }>, context) => {
  const { stream, number, set } = document;
  return {
    kind: 'edit-event',
    component: context.component(document['edit-event'], 'edit-event'),
    stream,
    number,
    set: set as { readonly [field: string]: Data },
  };
});

knowsIntervention('reset-offsets', {
  document: ({ component, group, to }) => ({ 'reset-offsets': component, group, to: goalDocument(to) }),
  words: ({ component, group, to }, named) => `Group ${group} reads ${named(component)} ${goalWords(to)}`,
  texts: ({ component, group, to }) => [component, group, ...goalTexts(to)],
  ofTexts: ([component, group, kind, text, ...more]) => {
    const to = goalOf(kind, text);
    if (component === undefined || group === undefined || to === null || more.length > 0) return null;
    return { kind: 'reset-offsets', component, group, to };
  },
});
compilesIntervention(
  'reset-offsets',
  (document: Extract<FurtherDocument, { readonly 'reset-offsets': string }>, context) => {
    const { group, to } = document;
    const component = context.component(document['reset-offsets'], 'reset-offsets');
    const groups = [...context.components.values()].flatMap((spec) =>
      'consumes' in spec ? spec.consumes.filter(({ from }) => from === component).map((one) => one.group) : [],
    );
    if (context.components.has(component) && !groups.includes(group))
      context.findings.add([...context.path, 'group'], `no group \`${group}\` reads \`${component}\``);
    return { kind: 'reset-offsets', component, group, to: goalIn(to) };
  },
);

knowsIntervention('forget-person', {
  document: ({ component, subject }) => ({ 'forget-person': component, subject }),
  words: ({ component, subject }, named) => `${named(component)} forgets the person ${subject}`,
  texts: ({ component, subject }) => [component, subject],
  ofTexts: ([component, subject, ...more]) =>
    component === undefined || subject === undefined || more.length > 0
      ? null
      : { kind: 'forget-person', component, subject },
});
compilesIntervention(
  'forget-person',
  (document: Extract<FurtherDocument, { readonly 'forget-person': string }>, context) => ({
    kind: 'forget-person',
    component: context.component(document['forget-person'], 'forget-person'),
    subject: document.subject,
  }),
);

knowsIntervention('copy-stream', {
  document: ({ component, stream, to }) => ({ 'copy-stream': component, stream, to }),
  words: ({ component, stream, to }, named) => `${named(component)} copies the stream ${stream} to ${to}`,
  texts: ({ component, stream, to }) => [component, stream, to],
  ofTexts: ([component, stream, to, ...more]) =>
    component === undefined || stream === undefined || to === undefined || more.length > 0
      ? null
      : { kind: 'copy-stream', component, stream, to },
});
compilesIntervention(
  'copy-stream',
  (document: Extract<FurtherDocument, { readonly 'copy-stream': string }>, context) => {
    const { stream, to } = document;
    if (stream === to) context.findings.add([...context.path, 'to'], 'a stream is copied to one of another name');
    return { kind: 'copy-stream', component: context.component(document['copy-stream'], 'copy-stream'), stream, to };
  },
);

function goalIn(to: string | number): OffsetGoal {
  if (typeof to === 'number') return { kind: 'offset', offset: to };
  return to === 'earliest' || to === 'latest' ? { kind: to } : { kind: 'time', timeUs: usOf(to) };
}

function goalDocument(to: OffsetGoal): string | number {
  if (to.kind === 'offset') return to.offset;
  return to.kind === 'time' ? durationText(to.timeUs) : to.kind;
}

function goalWords(to: OffsetGoal): string {
  switch (to.kind) {
    case 'earliest':
      return 'again from the beginning';
    case 'latest':
      return 'on from its end';
    case 'offset':
      return `from offset ${to.offset}`;
    case 'time':
      return `from what came at ${durationWords(to.timeUs)}`;
  }
}

function goalTexts(to: OffsetGoal): readonly string[] {
  if (to.kind === 'offset') return [to.kind, String(to.offset)];
  return to.kind === 'time' ? [to.kind, String(to.timeUs)] : [to.kind];
}

function goalOf(kind: string | undefined, text: string | undefined): OffsetGoal | null {
  if (kind === 'earliest' || kind === 'latest') return text === undefined ? { kind } : null;
  const number = wholeOf(text, 0);
  if (number === null) return null;
  if (kind === 'offset') return { kind, offset: number };
  return kind === 'time' ? { kind, timeUs: number } : null;
}
