import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { TraceStream } from './trace-stream.ts';

const entry = (seq: number, tUs: number): Entry => ({
  seq,
  tUs,
  at: 'run',
  cause: null,
  kind: 'limit.reached',
  why: '',
});

test('hands entries on, with consecutive seq, which it returns', () => {
  const heard: Entry[] = [];
  const stream = new TraceStream((one) => heard.push(one));
  const entries = [entry(0, 0), entry(1, 0), entry(2, 5)];
  expect(entries.map((one) => [stream.next, stream.append(one)])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  expect(heard).toEqual(entries);
});

test('refuses a gap, a repetition and a step back in time', () => {
  const heard: Entry[] = [];
  const stream = new TraceStream((one) => heard.push(one));
  stream.append(entry(0, 5));
  for (const seq of [2, 0, -1]) expect(() => stream.append(entry(seq, 5))).toThrow('next seq');
  expect(() => stream.append(entry(1, 4))).toThrow('never goes back');
  expect(heard.length).toBe(1);
});
