import { entriesOf, runYaml } from './run-document.fixture.ts';
import type { EntryOf, RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface FactsShape {
  readonly partitions?: number;
  readonly key?: string;
  readonly every?: string;
  readonly count?: number;
  readonly work?: string;
  readonly links?: string;
  /** Component, then its group. */
  readonly consumers?: Readonly<Record<string, string>>;
}

/** A client publishes facts; services read them. */
export function facts(shape: FactsShape, options: RunOptions = {}): Simulation {
  const { partitions = 1, key, every = '10ms', count = 40, work = '5ms', links = '', consumers = { c: 'c' } } = shape;
  const services = Object.entries(consumers).map(
    ([id, group]) =>
      `  ${id}: { kind: service, workers: 4, consumes: [{ from: log, group: ${group} }], on: { Fact: [work: ${work}] } }`,
  );
  return runYaml(
    `
messages: { Fact: { kind: event, fields: { n: number } } }
components:
  a:
    kind: client
    sends: [{ event: Fact, to: log, start: 100ms, every: ${every}, count: ${count}, data: { n: =n }${key === undefined ? '' : `, key: ${key}`} }]
  log: { kind: log, partitions: ${partitions} }
${services.join('\n')}
${links}`,
    options,
  );
}

/** Offsets in the order in which a component began to handle them. */
export function handled(simulation: Simulation, at: string, partition = 0): readonly number[] {
  return entriesOf(simulation, 'handler.started', at).flatMap(({ record }) =>
    record?.partition === partition ? [record.offset] : [],
  );
}

export function fetched(simulation: Simulation): readonly EntryOf<'message.sent'>[] {
  return entriesOf(simulation, 'message.sent', 'log').filter(({ passage }) => passage === 'fetch');
}

export function committed(simulation: Simulation, group: string, partition = 0): readonly number[] {
  return entriesOf(simulation, 'offset.committed')
    .filter((entry) => entry.group === group && entry.partition === partition)
    .map(({ offset }) => offset);
}

export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
