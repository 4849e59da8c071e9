import { describe, expect, test } from 'vitest';
import { countingLine, sum, tallyOfNothing, tallyOfPlaywright, tallyOfTool, tallyOfVitest } from './tally.mjs';

const file = (status, ...statuses) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
});
const vitest = (exitCode, ...testResults) => countingLine(tallyOfVitest(JSON.stringify({ testResults }), exitCode));
const playwright = (exitCode, stats, errors = []) =>
  countingLine(
    tallyOfPlaywright(
      JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors }),
      exitCode,
    ),
  );

test('a tool counts as one test', () => {
  expect(countingLine(tallyOfTool(0))).toBe('1 passed, 0 failed');
  expect(countingLine(tallyOfTool(2))).toBe('0 passed, 1 failed');
  expect(countingLine(tallyOfTool(null))).toBe('0 passed, 1 failed');
});

describe("vitest's report", () => {
  test('is counted test by test', () => {
    expect(vitest(0, file('passed', 'passed', 'passed'), file('passed', 'passed'))).toBe('3 passed, 0 failed');
    expect(vitest(1, file('failed', 'passed', 'failed'))).toBe('1 passed, 1 failed');
    expect(vitest(0, file('passed', 'passed', 'pending', 'todo', 'skipped'))).toBe('1 passed, 0 failed, 3 skipped');
  });

  test('counts a file that does not load as a failure', () => {
    expect(vitest(1, file('passed', 'passed'), file('failed'))).toBe('1 passed, 1 failed');
  });

  test('fails when an error fell outside every test', () => {
    expect(vitest(1, file('passed', 'passed'))).toBe('1 passed, 1 failed');
  });

  test('fails when nothing ran, or when there is none', () => {
    expect(vitest(0)).toBe('0 passed, 1 failed');
    expect(vitest(0, file('passed', 'pending'))).toBe('0 passed, 1 failed, 1 skipped');
    expect(countingLine(tallyOfVitest(null, 0))).toBe('0 passed, 1 failed');
    expect(countingLine(tallyOfVitest('{"half', 0))).toBe('0 passed, 1 failed');
  });
});

describe("Playwright's report", () => {
  test('is counted test by test', () => {
    expect(playwright(0, { expected: 4 })).toBe('4 passed, 0 failed');
    expect(playwright(1, { expected: 4, unexpected: 2, skipped: 1 })).toBe('4 passed, 2 failed, 1 skipped');
  });

  test('counts a test that passed on a second try as failed', () => {
    expect(playwright(0, { expected: 4, flaky: 1 })).toBe('4 passed, 1 failed');
  });

  test('counts errors outside tests', () => {
    expect(playwright(1, {}, [{ message: 'no server' }])).toBe('0 passed, 1 failed');
    expect(playwright(1, { expected: 4 })).toBe('4 passed, 1 failed');
  });

  test('fails when nothing ran, or when there is none', () => {
    expect(playwright(0, {})).toBe('0 passed, 1 failed');
    expect(countingLine(tallyOfPlaywright(null, 0))).toBe('0 passed, 1 failed');
  });
});

test('stages add up', () => {
  const total = sum([tallyOfTool(0), tallyOfNothing('the build failed'), tallyOfVitest(null, 1)]);
  expect(countingLine(total)).toBe('1 passed, 2 failed');
  expect(total.notes).toEqual(['the build failed', 'vitest left no report']);
});
