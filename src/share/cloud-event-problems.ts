/** CloudEvents 1.0: what each event must have. */
export const REQUIRED_ATTRIBUTES = ['id', 'source', 'specversion', 'type'] as const;
/** What it may have besides, apart from extensions. */
export const OPTIONAL_ATTRIBUTES = ['datacontenttype', 'dataschema', 'subject', 'time'] as const;
export const SPEC_VERSION = '1.0';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-](\d\d):(\d\d))$/;
/** RFC 3986's characters, a percent only before two hexadecimal digits. */
const URI_REFERENCE = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-fA-F]{2})+$/;
const ABSOLUTE_URI = /^[a-zA-Z][a-zA-Z\d+\-.]*:./;
const NAME = /^[a-z0-9]+$/;
const PAYLOAD: ReadonlySet<string> = new Set(['data', 'data_base64']);

/** What is wrong with an event in JSON format, as sentences; none where it is valid. */
export function cloudEventProblems(event: unknown): readonly string[] {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return ['A CloudEvent is a JSON object.'];
  const attributes = new Map<string, unknown>(Object.entries(event));
  const problems: string[] = [];
  for (const name of REQUIRED_ATTRIBUTES) {
    const value = attributes.get(name);
    if (value === undefined || value === null) problems.push(`${name} is missing`);
    else if (typeof value !== 'string' || value === '') problems.push(`${name} must be a text that isn't empty`);
  }
  const said = (name: string, isGood: (text: string) => boolean, must: string): void => {
    const value = attributes.get(name);
    if (value === undefined || value === null || value === '') return;
    if (typeof value !== 'string' || !isGood(value)) problems.push(`${name} must be ${must}`);
  };
  said('specversion', (text) => text === SPEC_VERSION, SPEC_VERSION);
  said('source', (text) => URI_REFERENCE.test(text), 'a URI reference');
  said('dataschema', (text) => URI_REFERENCE.test(text) && ABSOLUTE_URI.test(text), 'a URI');
  said('time', isTime, 'an instant as RFC 3339 has it');
  for (const name of OPTIONAL_ATTRIBUTES)
    if (attributes.get(name) === '') problems.push(`${name} must be left out rather than empty`);
  for (const [name, value] of attributes) {
    if (PAYLOAD.has(name)) continue;
    if (!NAME.test(name)) problems.push(`${name} must have small letters and digits only`);
    else if (typeof value === 'object' && value !== null) problems.push(`${name} must be a text, a number or a truth`);
  }
  if (attributes.has('data') && attributes.has('data_base64')) problems.push('data and data_base64 exclude each other');
  return problems;
}

function isTime(text: string): boolean {
  const found = RFC_3339.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [offsetHour, offsetMinute] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days && hour < 24 && minute < 60 && second <= 60 && offsetHour < 24 && offsetMinute < 60;
}
