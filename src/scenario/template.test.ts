import { describe, expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { ExpressionSite } from './expression-site.ts';
import type { Template } from './expression.ts';
import { Findings } from './problem.ts';
import { compileTemplate } from './template.ts';

function template(value: Data): Template {
  const findings = new Findings();
  const compiled = compileTemplate(value, [], new ExpressionSite(findings, 'handler', new Map([['msg', null]])));
  expect(findings.all).toEqual([]);
  return compiled;
}

describe('[DOC-17] a value', () => {
  test.each<[Data, Data, string]>([
    ['plain', 'plain', '"plain"'],
    ['=msg.id', 'o1', 'msg.id'],
    ['="=text"', '=text', '"=text"'],
    [12, 12, '12'],
    [null, null, 'null'],
    [
      { id: '=msg.id', fixed: [1, { deep: '=msg.n + 1' }] },
      { id: 'o1', fixed: [1, { deep: 8 }] },
      '{ id: msg.id, fixed: [1, { deep: msg.n + 1 }] }',
    ],
    [{}, {}, '{}'],
  ])('%j', (value, result, source) => {
    const { evaluate, source: shown } = template(value);
    expect(evaluate({ msg: { id: 'o1', n: 7 } })).toEqual(result);
    expect(shown).toBe(source);
  });

  test('without an expression is the same frozen thing every time', () => {
    const value = { a: [1, { b: 'c' }] };
    const { evaluate } = template(value);
    const first = evaluate({}) as typeof value;
    expect(evaluate({})).toBe(first);
    expect(first).toEqual(value);
    expect(Object.isFrozen(first) && Object.isFrozen(first.a) && Object.isFrozen(first.a[1])).toBe(true);
    expect(Object.isFrozen(value)).toBe(false);
  });

  test('shares its constant parts', () => {
    const { evaluate } = template({ id: '=msg.id', fixed: { a: 1 } });
    const [first, second] = ['a', 'b'].map((id) => evaluate({ msg: { id } }) as { fixed: object });
    expect(first).not.toBe(second);
    expect(first?.fixed).toBe(second?.fixed);
  });

  test('never carries data without end', () => {
    const { evaluate } = template({ a: '=msg', b: '=msg' });
    let data: Data = { x: 1 };
    const grow = (): void => {
      for (let i = 0; i < 40; i++) data = evaluate({ msg: data });
    };
    expect(grow).toThrow('`msg` gives more data than a message carries: over 1000 values');
    const deep = template({ a: '=msg' });
    data = 1;
    expect(() => {
      for (let i = 0; i < 40; i++) data = deep.evaluate({ msg: data });
    }).toThrow('`msg` gives data nested over 32 levels deep');
  });
});
