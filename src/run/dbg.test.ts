import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, simulationOf } from './random-run.fixture.ts';
import { lawless } from './run-laws.fixture.ts';
test('x', () => {
  const kinds = new Map<string, number>();
  let ms = 0; let n = 0;
  fc.assert(fc.property(randomRun, (run) => {
    const t = performance.now();
    const s = simulationOf(run); s.advanceTo(4_000_000);
    ms += performance.now() - t; n += s.trace.entries.length;
    for (const e of s.trace.entries) { const k = e.kind + (e.kind === 'message.dropped' ? ' ' + e.reason : ''); kinds.set(k, (kinds.get(k) ?? 0) + 1); }
    expect(lawless(s).slice(0, 5)).toEqual([]);
  }), { numRuns: Number(process.env.RUNS ?? 300) });
  console.log(ms, n, [...kinds].sort().map((x) => x.join(' ')).join('\n'));
}, 600000);
