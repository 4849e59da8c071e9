import { Hasher } from '../kernel/hash.ts';
import { secondsText } from '../kernel/time.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Data, Message } from '../trace/message.ts';

/** A message in the JSON format of CloudEvents 1.0, with the extensions for partitioning and distributed tracing. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly partitionkey?: string;
  readonly traceparent: string;
  readonly correlationid: string;
  readonly causationid?: string;
  readonly data: Data;
}

/** The run that a message is of. */
export interface EventOrigin {
  readonly scenario: string;
  readonly seed: number;
}

/** Virtual time has no calendar: its beginning is written as the beginning of Unix time. */
const DAY_US = 86_400_000_000;

/** A message as it was sent at `tUs`. Equal `source` and `id` are the same message, however often it is sent. */
export function cloudEvent(message: Message, tUs: TimeUs, { scenario, seed }: EventOrigin): CloudEvent {
  const trace = new Hasher().string(scenario).int(seed).int(message.correlationId);
  const parent = `00-${hex(trace.words())}${hex(trace.int(1).words())}-${hex(trace.int(message.id).words())}-01`;
  const name = encodeURIComponent(message.name);
  return {
    specversion: '1.0',
    id: String(message.id),
    source: `/${encodeURIComponent(scenario)}/${encodeURIComponent(message.source)}`,
    type: `${scenario}.${message.name}.v${message.version}`,
    subject: message.key || message.label,
    time: timeText(tUs),
    datacontenttype: 'application/json',
    dataschema: `urn:eventually:${encodeURIComponent(scenario)}:${name}:${message.version}`,
    // An attribute is absent rather than null or empty.
    ...(message.key === null || message.key === '' ? {} : { partitionkey: message.key }),
    traceparent: parent,
    correlationid: String(message.correlationId),
    ...(message.causationId === null ? {} : { causationid: String(message.causationId) }),
    data: message.data,
  };
}

/** RFC 3339, in UTC, to the microsecond. */
function timeText(us: TimeUs): string {
  const day = Math.floor(us / DAY_US);
  const within = us - day * DAY_US;
  const seconds = Math.floor(within / 1_000_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${dateText(day)}T${clock}${secondsText(within).slice(-7)}Z`;
}

/** The day so many days after 1 January 1970. */
function dateText(days: number): string {
  let year = 1970;
  let left = days;
  const daysOf = (of: number): number => ((of % 4 === 0 && of % 100 !== 0) || of % 400 === 0 ? 366 : 365);
  for (; left >= daysOf(year); year++) left -= daysOf(year);
  const months = [31, daysOf(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let month = 0;
  for (; left >= (months[month] as number); month++) left -= months[month] as number;
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(left + 1).padStart(2, '0')}`;
}

/** 16 digits, never all of them 0, which trace ids mustn't be. */
function hex(words: readonly number[]): string {
  const digits = words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  return /^0+$/.test(digits) ? digits.replace(/.$/, '1') : digits;
}
