import type { Entry } from '../trace/entry.ts';
import { MS } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** A client that sends commands straight to the queue `work`, its consumer `hand`, and whatever else there is. */
export function queueDocument({
  queue = '',
  consumes = '',
  on = '{ Do: [ { work: 50ms } ] }',
  count = 1,
  every = '10ms',
  send = '',
  more = '',
}: {
  readonly queue?: string;
  readonly consumes?: string;
  readonly on?: string;
  readonly count?: number;
  readonly every?: string;
  /** More fields of what is sent. */
  readonly send?: string;
  readonly more?: string;
}): string {
  return `
messages:
  Do: { kind: command, fields: { n: number } }
components:
  people: { kind: client, sends: [ { command: Do, to: work, every: ${every}, count: ${count}, data: { n: =n } ${send} } ] }
  work: { kind: queue ${queue} }
  hand: { kind: service, restart: 100ms, consumes: [ { from: work ${consumes} } ], on: ${on} }
  ${more}
`;
}

/** What a service's handlers did, as "ms label outcome". */
export function handledBy({ trace }: Simulation, at: string): readonly string[] {
  return trace.entries.flatMap((entry) =>
    entry.kind === 'handler.finished' && entry.at === at
      ? [`${entry.tUs / MS} ${entry.message.label} ${entry.outcome}`]
      : [],
  );
}

/** What happened at a queue or a topic, as "ms kind label". */
export function doneAt({ trace }: Simulation, at: string, ...kinds: readonly Entry['kind'][]): readonly string[] {
  return trace.entries.flatMap((entry) =>
    entry.at === at && kinds.includes(entry.kind) && 'message' in entry && typeof entry.message === 'object'
      ? [`${entry.tUs / MS} ${entry.kind} ${entry.message.label}`]
      : [],
  );
}
