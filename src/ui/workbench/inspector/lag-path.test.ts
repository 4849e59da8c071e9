import { expect, it } from 'vitest';
import { lagPath } from './lag-path.ts';

const box = { fromUs: 0, toUs: 100, width: 100, height: 30 };

it('draws each step at its instant and goes on to the present', () => {
  expect(
    lagPath(
      [
        { tUs: 0, lag: 0 },
        { tUs: 40, lag: 1 },
        { tUs: 60, lag: 3 },
      ],
      box,
    ),
  ).toBe('M0,30H40V20H60V0H100');
});

it('keeps what began before inside of the box', () => {
  expect(lagPath([{ tUs: -50, lag: 2 }], box)).toBe('M0,0H100');
});

it('draws nothing where nothing was measured', () => {
  expect(lagPath([], box)).toBe('');
});
