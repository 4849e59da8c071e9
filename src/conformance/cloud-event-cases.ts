import {
  cloudEventProblems,
  OPTIONAL_ATTRIBUTES,
  REQUIRED_ATTRIBUTES,
  SPEC_VERSION,
} from '../share/cloud-event-problems.ts';
import { cloudEvent } from '../share/cloud-events.ts';
import type { Message } from '../trace/message.ts';
import type { Report } from './report.ts';

export interface CloudEventVectors {
  readonly required?: readonly string[];
  readonly specversion?: string;
  readonly optional?: readonly string[];
  /** What each attribute must look like, in words. */
  readonly types?: Readonly<Record<string, string>>;
  readonly attributeNames?: string;
  readonly valid?: readonly object[];
  readonly invalid?: readonly object[];
}

const MESSAGE: Message = {
  id: 1,
  name: 'OrderPlaced',
  kind: 'event',
  source: 'orders',
  data: { orderId: 'o1' },
  key: 'o1',
  label: '1',
  version: 1,
  correlationId: 1,
  causationId: null,
  inReplyTo: null,
  poison: false,
};

/** Values that a description in words allows and forbids. */
const FORMS: ReadonlyArray<readonly [words: RegExp, good: unknown, bad: readonly unknown[]]> = [
  [/non-empty URI/, '/a', ['', 'a b', 3, null]],
  [/non-empty string/, 'x', ['', 3, null]],
  [/RFC 3339/, '2018-04-05T17:31:00Z', ['yesterday', '2018-04-05', '2018-04-31T17:31:00Z']],
];

export function checkCloudEvents(vectors: CloudEventVectors, report: Report): void {
  const ours = cloudEvent(MESSAGE, 1_204_500, { scenario: 'pizza', seed: 1 });
  const isValid = (event: unknown): boolean => cloudEventProblems(event).length === 0;
  report.case('our own event is valid', true, isValid(ours));
  const { required, optional, specversion, types = {}, attributeNames, valid = [], invalid = [] } = vectors;
  if (required !== undefined) {
    report.case('required attributes', required.toSorted(), [...REQUIRED_ATTRIBUTES].sort());
    for (const name of required) {
      report.case(`our own event has ${name}`, true, Object.hasOwn(ours, name));
      report.case(`an event without ${name} is valid`, false, isValid({ ...ours, [name]: undefined }));
    }
  }
  if (optional !== undefined) {
    report.case('optional attributes', optional.toSorted(), [...OPTIONAL_ATTRIBUTES].sort());
    for (const name of optional)
      report.case(`an event without ${name} is valid`, true, isValid({ ...ours, [name]: undefined }));
  }
  if (specversion !== undefined) report.case('specversion', specversion, SPEC_VERSION);
  for (const [name, words] of Object.entries(types)) {
    const form = FORMS.find(([pattern]) => pattern.test(words));
    if (form === undefined) {
      report.case(`${name}: ${words}`, 'a form that is known', null);
      continue;
    }
    const [, good, bad] = form;
    report.case(`${name} ${JSON.stringify(good)} is valid`, true, isValid({ ...ours, [name]: good }));
    // An optional attribute that is null is one that is absent.
    for (const value of bad.filter((one) => one !== null || REQUIRED_ATTRIBUTES.some((each) => each === name)))
      report.case(`${name} ${JSON.stringify(value)} is valid`, false, isValid({ ...ours, [name]: value }));
  }
  if (attributeNames !== undefined) {
    const pattern = /^\[[^\]]+\]\+/.exec(attributeNames)?.[0] ?? '';
    const names = new RegExp(`^${pattern}$`);
    report.case(
      'our own attributes’ names',
      [],
      Object.keys(ours).filter((name) => !names.test(name)),
    );
    for (const name of ['comexample', 'with-dash', 'camelCase', 'x1', 'a_b'])
      report.case(`an extension named ${name} is valid`, names.test(name), isValid({ ...ours, [name]: 'x' }));
  }
  for (const event of valid) report.case(`valid: ${JSON.stringify(event)}`, true, isValid(event));
  for (const event of invalid) report.case(`invalid: ${JSON.stringify(event)}`, false, isValid(event));
}
