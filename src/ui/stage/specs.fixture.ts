import type { Template } from '../../scenario/expression.ts';
import type { ClientSpec, LogSpec, ServiceSpec } from '../../scenario/scenario.ts';

const NOTHING: Template = { source: '', evaluate: () => null };

export const clientSpec = (id: string, at: readonly [number, number], name: string): ClientSpec => ({
  kind: 'client',
  id,
  name,
  at,
  about: '',
  sends: [],
});

export const logSpec = (id: string, at: readonly [number, number], partitions: number, name = id): LogSpec => ({
  kind: 'log',
  id,
  name,
  at,
  about: '',
  partitions,
});

/** A service that writes `tables`. */
export const serviceSpec = (
  id: string,
  at: readonly [number, number],
  name: string,
  tables: readonly string[],
): ServiceSpec => ({
  kind: 'service',
  id,
  name,
  at,
  about: '',
  workers: 1,
  queueLimit: null,
  restartUs: 500_000,
  handlers: new Map([
    [
      'Handled',
      {
        message: 'Handled',
        statements: tables.map((table, i) => ({
          op: 'write' as const,
          line: i + 2,
          table,
          key: NOTHING,
          keyField: 'key',
          set: NOTHING,
        })),
        lines: [],
      },
    ],
  ]),
  consumes: [],
});
