import { test } from 'vitest';
import { compileExpression } from './cel.ts';
test('x', () => {
  const scope = { msg: { orderId: 'o7', amount: 12, items: [1,2,3], n: null, 'key': {a:{b:1}} }, n: 7, meta: {label:'7'}, row: null, $functions: { lag: () => 6 } };
  for (const s of ["'o' + string(n)", 'msg.amount * 2', '1/2', 'msg.amont', 'row.count', '[1,2].map(x, x+1)', "msg.items.exists(i, i == 2)", 'msg.orderId == "o7" && n > 3', 'msg.', 'msg.a = 3', 'a b', '(1', 'lag("a","b") >= 5', 'msg.x.matches("a")', 'siz(1)', '"abc', 'msg.constructor', '1 = 2', '{"a": 1}', 'has(msg.zz)', 'msg.items[9]', '-n', '!n', 'let', '1u', "msg.items.filter(i, i > 1).size()", 'string(7.0)', '10 % 3', 'foo', 'msg.orderId + 1', 'msg.n == null', '[1][0]','a.b.c(1)', '"x".size(1)', '1 +', 'msg.orderId.x', ')' , '$a', 'true ? 1 : 2', '1 in [1.0]']) {
    const c = compileExpression(s, 'handler');
    let out: unknown;
    if (!c.ok) out = c.message + ' @' + c.offset; else try { out = JSON.stringify(c.expression.evaluate(scope)) } catch (e) { out = String(e) }
    console.log(s.padEnd(34), out);
  }
  const bench = (s: string, kind: 'handler'|'condition' = 'handler', sc: object = scope) => { const c = compileExpression(s, kind); if (!c.ok) throw new Error(c.message); const e = c.expression; let k = 0; for (let i=0;i<1e5;i++) e.evaluate(sc as never); const t0 = performance.now(); const N = kind==='handler'?3e6:200; for (let i=0;i<N;i++) if (e.evaluate(sc as never)) k++; console.log(s, ((performance.now()-t0)*1000/N).toFixed(4), 'µs', k); };
  bench('msg.orderId'); bench('n'); bench("'o' + string(n)"); bench('msg.amount * 2 > 20'); bench('msg.key.a.b'); bench('msg.items.exists(i, i == 3)'); bench("{'a': msg.orderId, 'b': n}");
});
