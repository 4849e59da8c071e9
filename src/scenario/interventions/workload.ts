import { isNotA, listed } from '../did-you-mean.ts';
import { durationText, durationWords } from '../durations.ts';
import { usOf } from '../distributions.ts';
import { compilesIntervention, knowsIntervention } from '../intervention-kind.ts';
import type { FurtherDocument } from './further-schema.ts';
import { numberOf, wholeOf } from './texts.ts';

const FACTOR = 5;
const FOR_US = 10_000_000;

knowsIntervention('burst', {
  document: ({ component, message, extra }) => ({ burst: component, of: message, extra }),
  words: ({ component, message, extra }, named) => `${named(component)} sends ${extra} more ${message} at once`,
  texts: ({ component, message, extra }) => [component, message, String(extra)],
  ofTexts: ([component, message, text, ...more]) => {
    const extra = wholeOf(text, 1, 100_000);
    if (component === undefined || message === undefined || extra === null || more.length > 0) return null;
    return { kind: 'burst', component, message, extra };
  },
});

knowsIntervention('rush', {
  document: ({ component, message, factor, forUs }) => ({
    burst: component,
    of: message,
    factor,
    for: durationText(forUs),
  }),
  words: ({ component, message, factor, forUs }, named) =>
    `${named(component)} sends ${message} ${factor} times as often for ${durationWords(forUs)}`,
  texts: ({ component, message, factor, forUs }) => [component, message, String(factor), String(forUs)],
  ofTexts: ([component, message, factorText, forText, ...more]) => {
    const factor = numberOf(factorText, 0, 1_000);
    const forUs = wholeOf(forText, 0);
    if (component === undefined || message === undefined || !factor || forUs === null || more.length > 0) return null;
    return { kind: 'rush', component, message, factor, forUs };
  },
});

compilesIntervention('burst', (document: Extract<FurtherDocument, { readonly burst: string }>, context) => {
  const { extra, factor } = document;
  const { path, findings } = context;
  const component = context.component(document.burst, 'burst');
  const spec = context.components.get(component);
  let message = document.of ?? '';
  if (spec !== undefined && spec.kind !== 'client')
    findings.add([...path, 'burst'], `\`${component}\` is a ${spec.kind}; only clients send more than they do`);
  else if (spec?.kind === 'client') {
    const sent = [...new Set(spec.sends.map((workload) => workload.message))];
    if (document.of === undefined && sent.length === 1) message = sent[0] as string;
    else if (document.of === undefined) findings.add(path, `\`of\` is missing: which message, ${listed(sent, 'or')}`);
    else if (!sent.includes(message))
      findings.add([...path, 'of'], isNotA(message, `a message that \`${component}\` sends`, sent));
  }
  if (extra !== undefined && (factor !== undefined || document.for !== undefined))
    findings.add(path, 'a burst is `extra` messages at once, or `factor` times as many `for` a while');
  if (extra !== undefined) return { kind: 'burst', component, message, extra };
  return {
    kind: 'rush',
    component,
    message,
    factor: factor ?? FACTOR,
    forUs: document.for === undefined ? FOR_US : usOf(document.for),
  };
});

knowsIntervention('set-parameter', {
  document: ({ parameter, to }) => ({ 'set-parameter': parameter, to }),
  words: ({ parameter, to }) => `The parameter ${parameter} is ${to} now`,
  texts: ({ parameter, to }) => [parameter, String(to)],
  ofTexts: ([parameter, text, ...more]) => {
    const to = numberOf(text);
    return parameter === undefined || to === null || more.length > 0 ? null : { kind: 'set-parameter', parameter, to };
  },
});
compilesIntervention(
  'set-parameter',
  (document: Extract<FurtherDocument, { readonly 'set-parameter': string }>, context) => {
    const { 'set-parameter': parameter, to } = document;
    const { path, findings } = context;
    const known = context.parameters?.get(parameter);
    if (known === undefined)
      findings.add([...path, 'set-parameter'], isNotA(parameter, 'a parameter', context.parameters?.keys() ?? []));
    else if (to < known.min || to > known.max)
      findings.add([...path, 'to'], `\`${parameter}\` goes from ${known.min} to ${known.max}`);
    return { kind: 'set-parameter', parameter, to };
  },
);
