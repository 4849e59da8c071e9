import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, LimitReached } from './entry.ts';
import type { Message } from './message.ts';
import { Recorder } from './recorder.ts';
import { TraceHash } from './trace-hash.ts';

const message: Message = {
  id: 4,
  name: 'Go',
  kind: 'command',
  source: 'a',
  data: { n: 1 },
  key: null,
  label: '1',
  version: 1,
  correlationId: 4,
  causationId: null,
  inReplyTo: null,
  poison: false,
};
const entry = (seq: number, tUs: number, why: string): LimitReached => ({
  seq,
  tUs,
  at: 'run',
  cause: null,
  kind: 'limit.reached',
  why,
});

function traceOf(count: number, whys: (seq: number) => string = String): Recorder {
  const recorder = new Recorder();
  for (let seq = 0; seq < count; seq++) recorder.append(entry(seq, Math.floor(seq / 3), whys(seq)));
  return recorder;
}

const only = (one: Entry): string => {
  const recorder = new Recorder();
  recorder.append(one);
  return new TraceHash(recorder).whole();
};

test('the hash of the first so many entries is the one of a trace that has no more', () => {
  const long = new TraceHash(traceOf(20_000));
  fc.assert(
    // Asked in any order, across the states that it keeps.
    fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
      expect(long.first(count)).toBe(new TraceHash(traceOf(count)).whole());
    }),
    { numRuns: 30, examples: [[0], [4_095], [4_096], [4_097], [8_192], [20_000]] },
  );
});

test('at an instant it takes in all entries of that instant', () => {
  const hash = new TraceHash(traceOf(9_000));
  expect(hash.at(2)).toBe(hash.first(9));
  expect(hash.at(-1)).toBe(hash.first(0));
  expect(hash.at(10_000)).toBe(hash.whole());
});

test('it grows with its trace', () => {
  const trace = traceOf(5_000);
  const hash = new TraceHash(trace);
  const before = hash.whole();
  trace.append(entry(5_000, 9_999, 'more'));
  expect(hash.whole()).not.toBe(before);
  expect(hash.first(5_000)).toBe(before);
});

test('a change of any entry shows from there on', () => {
  const [one, two] = [
    new TraceHash(traceOf(9_000)),
    new TraceHash(traceOf(9_000, (seq) => (seq === 5_000 ? 'x' : String(seq)))),
  ];
  expect(two.first(5_000)).toBe(one.first(5_000));
  expect(two.first(5_001)).not.toBe(one.first(5_001));
  expect(two.whole()).not.toBe(one.whole());
});

test('every field counts', () => {
  const one: LimitReached = { ...entry(0, 7, 'why'), cause: 3 };
  const others: readonly LimitReached[] = [
    { ...one, tUs: 8 },
    { ...one, at: 'b' },
    { ...one, cause: 4 },
    { ...one, cause: null },
    { ...one, why: 'y' },
  ];
  expect(new Set([one, ...others].map(only)).size).toBe(6);
});

test('a message counts in full where it is sent, and by its id elsewhere', () => {
  const changed: Message = { ...message, data: { n: 2 } };
  const other: Message = { ...message, id: 5 };
  const base = { seq: 0, tUs: 0, at: 'a', cause: null };
  const sent = (it: Message): string =>
    only({
      ...base,
      kind: 'message.sent',
      hop: 1,
      message: it,
      to: 'b',
      passage: 'send',
      dueUs: 1,
      duplicate: false,
      attempt: 1,
      timeoutAtUs: null,
      record: null,
    });
  const queued = (it: Message): string => only({ ...base, kind: 'handler.queued', message: it, depth: 1 });
  expect(sent(changed)).not.toBe(sent(message));
  expect(sent({ ...message, poison: true })).not.toBe(sent(message));
  expect(queued(changed)).toBe(queued(message));
  expect(queued(other)).not.toBe(queued(message));
});

test('it is the same in every engine', () => {
  expect(new TraceHash(traceOf(10)).whole()).toBe('ff93c615a089efa0');
});
