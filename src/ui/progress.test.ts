import { expect, it } from 'vitest';
import { parseProgress, progressText } from './progress.ts';

it('reads back what it wrote, the scenario that was open last at the end', () => {
  const first = progressText(parseProgress(null), 'cqrs', { step: 2, of: 6 });
  const second = progressText(parseProgress(first), 'git', { step: 0, of: 5 });
  const third = progressText(parseProgress(second), 'cqrs', { step: 3, of: 6 });
  expect(parseProgress(third)).toEqual({
    bySlug: new Map([
      ['git', { step: 0, of: 5 }],
      ['cqrs', { step: 3, of: 6 }],
    ]),
    last: 'cqrs',
  });
});

it('leaves out what is not progress', () => {
  expect(parseProgress('__proto__ 1 2\ncqrs 1\n<b> 1 2\ngit 1 5')).toEqual({ bySlug: new Map([['git', { step: 1, of: 5 }]]), last: 'git' });
});
