import { expect, test } from 'vitest';
import type { Statement } from '../../scenario/program.ts';
import { flatten } from './instructions.ts';

const template = { source: '', evaluate: () => null };
let line = 1;
const plain = (): Statement => ({ op: 'reply', line: ++line, data: template });
const branching = (then: readonly Statement[], otherwise: readonly Statement[]): Statement => ({
  op: 'if',
  line: ++line,
  condition: template,
  then,
  otherwise,
});
const calling = (fallback: readonly Statement[] | null): Statement => ({
  op: 'call',
  line: ++line,
  message: 'M',
  to: 'c',
  data: template,
  timeoutUs: null,
  retry: null,
  as: null,
  fallback,
});

/** The statements that run when every `if` fails or holds and every call fails or works. */
function path(statements: readonly Statement[], fails: boolean): readonly Statement[] {
  const list = flatten({ message: 'M', statements, lines: [] });
  const ran: Statement[] = [];
  let at = 0;
  while (at < list.length) {
    const { statement, target } = list[at] as (typeof list)[number];
    if (statement !== null) ran.push(statement);
    const jumps = statement === null || (fails && target >= 0);
    expect(jumps ? target : at + 1).toBeGreaterThan(at);
    at = jumps ? target : at + 1;
  }
  return ran;
}

test('[CALL-4] a fallback runs only after a failed call, and what is behind it in both cases', () => {
  const [inside, after] = [plain(), plain()];
  const call = calling([inside]);
  expect(path([call, after], false)).toEqual([call, after]);
  expect(path([call, after], true)).toEqual([call, inside, after]);
});

test('[CALL-4] a call without a fallback goes nowhere when it fails, one with an empty fallback goes on', () => {
  expect(flatten({ message: 'M', statements: [calling(null)], lines: [] }).map(({ target }) => target)).toEqual([-1]);
  expect(flatten({ message: 'M', statements: [calling([])], lines: [] })[0]?.target).toBe(2);
});

test('branches can stand in each other, and may be empty', () => {
  const [a, b, c, d, after] = [plain(), plain(), plain(), plain(), plain()];
  const innermost = branching([c], []);
  const inner = branching([b, innermost], []);
  const outer = branching([a], [inner, d]);
  expect(path([outer, after], false)).toEqual([outer, a, after]);
  expect(path([outer, after], true)).toEqual([outer, inner, d, after]);
  expect(path([inner, after], false)).toEqual([inner, b, innermost, c, after]);
});
