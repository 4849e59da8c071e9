import { describe, expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { mergePatch } from './merge-patch.ts';

/** Appendix A of RFC 7396: original, patch, result. */
const APPENDIX: readonly (readonly [Data, Data, Data])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe('[DOC-11] a merge patch', () => {
  test.each(APPENDIX)('%j patched with %j is %j', (original, patch, result) => {
    const before = JSON.stringify([original, patch]);
    expect(mergePatch(original, patch)).toEqual(result);
    expect(JSON.stringify([original, patch])).toBe(before);
  });
});
