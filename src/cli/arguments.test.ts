import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const names = { options: ['seed', 'do'], lists: ['param'], flags: ['json'] };

describe('parseArguments', () => {
  it('takes command, operands, options and flags apart, in any order', () => {
    const parsed = parseArguments(['run', '--seed', '7', 'pizza.yaml', '--json', '--do=[{"a":"b=c"}]'], names);
    expect(parsed).toEqual({
      command: 'run',
      operands: ['pizza.yaml'],
      options: new Map([
        ['seed', '7'],
        ['do', '[{"a":"b=c"}]'],
      ]),
      lists: new Map(),
      flags: new Set(['json']),
    });
  });

  it('keeps all values of an option that may come several times, and the last of any other', () => {
    const parsed = parseArguments(['run', '--param', 'a=1', '--seed=1', '--param=b=2', '--seed', '2'], names);
    expect(parsed).toMatchObject({
      lists: new Map([['param', ['a=1', 'b=2']]]),
      options: new Map([['seed', '2']]),
    });
  });

  it('says what it does not know and what is missing', () => {
    expect(parseArguments(['run', '--sead', '7'], names)).toBe(
      '--sead is not an option; there are --seed, --do, --param, --json',
    );
    expect(parseArguments(['run', '--seed'], names)).toBe('--seed needs a value');
  });
});
