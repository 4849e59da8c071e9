import { runYaml } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** A client's request, a service whose handler is looked at, and one that it can call. */
export function handled(
  handler: string,
  { callee = '[]', count = 1, more = '' } = {},
  options?: RunOptions,
): Simulation {
  return runYaml(
    `
messages: { Go: { kind: command, fields: { n: number } }, Ask: { kind: query, fields: { n: number } }, Went: { kind: event } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: ${count}, data: { n: =n } }] }
  b: { kind: service, on: { Go: ${handler} } }
  c: { kind: service, workers: 9, on: { Ask: ${callee}, Went: [] } }
  log: { kind: log }
${more}`,
    options,
  );
}
