import { expect, test, vi } from 'vitest';
import { invariant, InvariantError } from './invariant.ts';

test('a truthy condition passes and never builds its message', () => {
  const message = vi.fn<() => string>(() => 'never needed');
  invariant(1, message);
  expect(message).not.toHaveBeenCalled();
});

test('a false condition throws an InvariantError with its message', () => {
  expect(() => invariant(false, 'offsets only grow')).toThrow(InvariantError);
  expect(() => invariant(0, () => 'offsets only grow')).toThrow(/^offsets only grow$/);
});

test('the message names the seed and the entry that are known', () => {
  expect(() => invariant(false, 'lost', { seed: 7, seq: 12 })).toThrow(/^lost \(seed 7, seq 12\)$/);
  expect(() => invariant(false, 'lost', { seed: 0 })).toThrow(/^lost \(seed 0\)$/);
  expect(() => invariant(false, 'lost', { seq: 0 })).toThrow(/^lost \(seq 0\)$/);
});

test('the error carries its context', () => {
  const error = new InvariantError('lost', { seed: 7, seq: 12 });
  expect(error.context).toEqual({ seed: 7, seq: 12 });
  expect(error.name).toBe('InvariantError');
});
