import { compilesIntervention, knowsIntervention } from '../intervention-kind.ts';
import type { FurtherDocument } from './further-schema.ts';

knowsIntervention('rotate-key', {
  document: ({ component, subject }) => ({ 'rotate-key': component, subject }),
  words: ({ component, subject }, named) => `${named(component)} gives ${subject} a new version of the key`,
  texts: ({ component, subject }) => [component, subject],
  ofTexts: ([component, subject, ...more]) =>
    component === undefined || subject === undefined || more.length > 0
      ? null
      : { kind: 'rotate-key', component, subject },
});
compilesIntervention('rotate-key', (document: Extract<FurtherDocument, { readonly 'rotate-key': string }>, context) => {
  const component = context.component(document['rotate-key'], 'rotate-key');
  const kind = context.components.get(component)?.kind;
  if (kind !== undefined && kind !== 'vault')
    context.findings.add([...context.path, 'rotate-key'], `\`${component}\` is a ${kind}, not a vault`);
  return { kind: 'rotate-key', component, subject: document.subject };
});

knowsIntervention('wiretap', {
  document: ({ component, ends }) => ({ wiretap: ends, by: component }),
  words: ({ component, ends: [a, b] }, named) => `${named(component)} listens in between ${named(a)} and ${named(b)}`,
  texts: ({ component, ends }) => [component, ...ends],
  ofTexts: ([component, a, b, ...more]) =>
    component === undefined || a === undefined || b === undefined || more.length > 0
      ? null
      : { kind: 'wiretap', component, ends: [a, b] },
});
compilesIntervention(
  'wiretap',
  (document: Extract<FurtherDocument, { readonly wiretap: readonly [string, string] }>, context) => {
    const { wiretap: ends, by } = document;
    const { path, findings } = context;
    const component = context.component(by, 'by');
    for (const [i, end] of ends.entries()) {
      context.component(end, 'wiretap');
      if (ends.indexOf(end) < i)
        findings.add([...path, 'wiretap'], `a link has two different ends, and this one has \`${end}\` twice`);
      if (end === component)
        findings.add([...path, 'by'], `\`${end}\` is an end of this link, and gets all of it anyway`);
    }
    const kind = context.components.get(component)?.kind;
    if (kind !== undefined && kind !== 'service')
      findings.add([...path, 'by'], `\`${component}\` is a ${kind}; only a service can listen in`);
    return { kind: 'wiretap', component, ends };
  },
);
