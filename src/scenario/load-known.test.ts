import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { loadData } from './load-data.ts';
import type { Loaded } from './load-document.ts';
import { loadKnown } from './load-known.ts';
import { loadScenario } from './load.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';

/** What can be compared of it: compiled expressions are functions, and their sources stand beside them. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return 'a function';
  if (value instanceof Map) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

function loaded(result: Loaded): Loaded & { readonly ok: true } {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result;
}

test.each([null, ...loaded(loadScenario(SAMPLE_DOCUMENT)).scenario.variants.map(({ id }) => id)])(
  '[DOC-21] the same scenario comes from a text, from data, and from a document that is known: variant %s',
  (variant) => {
    const document: unknown = parse(SAMPLE_DOCUMENT);
    const whole = plain(loaded(loadScenario(SAMPLE_DOCUMENT, { variant })).scenario);
    expect(plain(loaded(loadData(document, { variant })).scenario)).toEqual(whole);
    expect(plain(loaded(loadKnown(document, { variant })).scenario)).toEqual(whole);
  },
);

test('[DOC-21] what is known to have the shape of a document is still checked for what it means', () => {
  const document = { ...(parse(SAMPLE_DOCUMENT) as object), links: [{ between: ['nobody', 'nowhere'] }] };
  const unchecked = loadKnown(document);
  expect(unchecked.ok).toBe(false);
  expect(unchecked).toEqual(loadData(document));
});

test('[DOC-21] data without the shape of a document is refused where it is not known', () => {
  expect(loadData({ eventually: 1, surprise: true }).ok).toBe(false);
  expect(loadData('eventually: 1').ok).toBe(false);
});
