import { test } from 'vitest';
import { runYaml } from './run-document.fixture.ts';
import { entryLine } from '../trace/ndjson.ts';
test('x', () => {
  const s = runYaml(`
messages: { Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, start: 100ms, every: 10ms, count: 10, data: { n: =n } }] }
  log: { kind: log, partitions: 2 }
  p2: { kind: service, workers: 4, consumes: [{ from: log, group: g }], on: { Fact: [work: 30ms] } }
  p1: { kind: service, workers: 4, consumes: [{ from: log, group: g }], on: { Fact: [work: 30ms] } }
`, { interventions: [{ at: '10ms', crash: 'p1' }, { at: '500ms', restart: 'p1' }], untilUs: 1_500_000 });
  console.log(s.trace.entries.slice(0, 60).map(entryLine).join('\n'));
});
