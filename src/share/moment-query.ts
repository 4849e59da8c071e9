import { interventionsText } from './intervention-text.ts';
import { nameText } from './name-text.ts';
import { instantText, numberText } from './number-text.ts';
import type { RunLink } from './run-link.ts';

/** A run and its moment as the query of a link, without `?`; what says nothing is left out. */
export function queryText(query: RunLink): string {
  const parameters = Object.entries(query.parameters).map(([name, value]) => `${nameText(name)}:${numberText(value)}`);
  const pairs: (readonly [string, string | null])[] = [
    ['step', query.step === null ? null : String(query.step + 1)],
    ['t', query.tUs === null ? null : instantText(query.tUs)],
    ['phase', query.phase],
    ['seed', query.seed === null ? null : numberText(query.seed)],
    ['variant', query.variant === null ? null : nameText(query.variant)],
    ['p', parameters.length === 0 ? null : parameters.join(',')],
    ['i', query.interventions.length === 0 ? null : interventionsText(query.interventions)],
    ['c', query.check],
    ['view', query.view === null ? null : nameText(query.view)],
    ...query.extras.map(([key, value]) => [encode(key), encode(value)] as const),
  ];
  return pairs
    .filter(([, value]) => value !== null)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join('&');
}

function encode(text: string): string {
  const whole = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  // A link's last character must not look like the punctuation of the sentence that it stands in.
  return whole.replace(/[.!'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
