import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const names = { options: ['seed', 'do'], flags: ['json'] };

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
      flags: new Set(['json']),
    });
  });

  it('says what it does not know and what is missing', () => {
    expect(parseArguments(['run', '--sead', '7'], names)).toBe(
      '--sead is not an option; there are --seed, --do, --json',
    );
    expect(parseArguments(['run', '--seed'], names)).toBe('--seed needs a value');
  });
});
