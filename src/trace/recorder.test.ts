import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { Recorder } from './recorder.ts';
import { countAt } from './trace.ts';

const entry = (seq: number, tUs: number): Entry => ({
  seq,
  tUs,
  at: 'run',
  cause: null,
  kind: 'limit.reached',
  why: '',
});

test('appends with consecutive seq, which it returns', () => {
  const recorder = new Recorder();
  expect([recorder.next, recorder.append(entry(0, 0)), recorder.next, recorder.append(entry(1, 0))]).toEqual([
    0, 0, 1, 1,
  ]);
  expect(recorder.entries.map(({ seq }) => seq)).toEqual([0, 1]);
});

test.each([2, 0, -1])('refuses a gap or a repetition: seq %i as the second', (seq) => {
  const recorder = new Recorder();
  recorder.append(entry(0, 0));
  expect(() => recorder.append(entry(seq, 0))).toThrow('next seq');
  expect(recorder.entries.length).toBe(1);
});

test('refuses to go back in time', () => {
  const recorder = new Recorder();
  recorder.append(entry(0, 5));
  recorder.append(entry(1, 5));
  expect(() => recorder.append(entry(2, 4))).toThrow('never goes back');
});

test('counts the entries at or before an instant', () => {
  const recorder = new Recorder();
  [0, 3, 3, 3, 7].forEach((tUs, seq) => recorder.append(entry(seq, tUs)));
  expect([-1, 0, 2, 3, 6, 7, 8].map((tUs) => countAt(recorder, tUs))).toEqual([0, 1, 1, 4, 4, 5, 5]);
  expect(countAt(new Recorder(), 9)).toBe(0);
});
