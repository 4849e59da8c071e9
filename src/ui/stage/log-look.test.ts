import { expect, it } from 'vitest';
import { logLook } from './log-look.ts';
import { groupView, logView, serviceView, UP, viewOf } from './views.fixture.ts';

const groups = [groupView('kitchen', 'K', 9, 10), groupView('delivery', 'D', 9, 10), groupView('payment', 'P', 6, 10)];
const log = logView('topic', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], groups);
const view = viewOf(0, [log, serviceView('kitchen'), serviceView('delivery'), serviceView('payment')]);

it('keeps the last cells, and their colour when they are read', () => {
  const [partition] = logLook(log, view, 5, null).partitions;
  expect(partition?.first).toBe(5);
  expect(partition?.cells.map((cell) => cell?.n)).toEqual(['5', '6', '7', '8', '9']);
});

it('puts groups at one place under one pin, and a late one apart with its lag', () => {
  const pins = logLook(log, view, 5, null).partitions[0]?.pins;
  expect(pins).toEqual([
    { at: 6, who: ['P'], bad: true, lag: 4 },
    { at: 9, who: ['K', 'D'] },
  ]);
});

it('calls a group late as soon as its reader is down and something waits', () => {
  const down = viewOf(0, [log, serviceView('kitchen', { life: { ...UP, state: 'crashed' } })]);
  expect(logLook(log, down, 5, new Set(['kitchen'])).partitions[0]?.pins).toEqual([
    { at: 9, who: ['K'], bad: true, lag: 1 },
  ]);
  expect(logLook(log, view, 5, new Set(['kitchen'])).partitions[0]?.pins).toEqual([{ at: 9, who: ['K'] }]);
});

it('has one signature for one picture', () => {
  expect(logLook(log, view, 5, null).signature).toBe(logLook(log, { ...view, tUs: 9 }, 5, null).signature);
  expect(logLook(log, view, 5, null).signature).not.toBe(logLook(log, view, 5, new Set(['payment'])).signature);
});
