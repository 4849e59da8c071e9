import type { Distribution } from '../../kernel/distribution.ts';
import type { Data } from '../../trace/message.ts';
import type { DistributionDocument } from '../distributions.ts';
import { usOf } from '../distributions.ts';
import { isRecord } from '../kind-words.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import { timing } from '../retries.ts';
import type { Row } from '../scenario.ts';
import type { DatabaseDocument } from './database-schema.ts';
import type { DatabaseSpec, ReplicasSpec } from './database-spec.ts';
import { tablesAskedOf } from './database-tables.ts';

const DEFAULT_RESTART_US = 500_000;
const NO_TIME: Distribution = { kind: 'constant', valueUs: 0 };
const LEGS = ['write', 'ack', 'read', 'answer'] as const;

/** Checks and compiles a database. */
export function compileDatabase(document: DatabaseDocument, context: KindContext): OwnSpec<DatabaseSpec> {
  const { id, path, references } = context;
  const { io = {}, tables = {} } = document;
  const time = (field: 'read' | 'write'): Distribution =>
    io[field] === undefined ? NO_TIME : timing(io[field], [...path, 'io', field], references.findings);
  const initial = Object.entries(tables).map(
    ([table, rows]) => [table, initialRows(table, rows as Row[], context)] as const,
  );
  return {
    kind: 'database',
    tables: [...new Set([...Object.keys(tables), ...tablesAskedOf(id, references)])],
    outcomes: OUTCOMES,
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
    io: {
      channels: io.channels ?? 1,
      read: time('read'),
      write: time('write'),
      scanUs: io.scan === undefined ? 0 : usOf(io.scan),
    },
    replicas: document.replicas === undefined ? null : compileReplicas(document.replicas, context),
    identity: document.identity ?? 'default',
    initial: new Map(initial),
  };
}

/** What `count` can be asked of a database. */
const OUTCOMES = ['reads', 'scans', 'commits', 'conflicts', 'duplicates', 'stale', 'backwards', 'behind', 'lost'];

function compileReplicas(
  document: NonNullable<DatabaseDocument['replicas']>,
  { path, references }: KindContext,
): ReplicasSpec {
  const { count, read = 1, write = 1, delay = '0ms', remote } = document;
  const at = [...path, 'replicas'];
  for (const [field, quorum] of Object.entries({ read, write }))
    if (quorum > count)
      references.findings.add([...at, field], `a ${field} can't wait for ${quorum} of ${count} replicas`);
  const byLeg = isRecord(delay) && LEGS.some((leg) => Object.hasOwn(delay, leg)) ? (delay as Partial<Delays>) : null;
  const of = (leg: (typeof LEGS)[number]): Distribution => {
    if (byLeg === null) return timing(delay as DistributionDocument, [...at, 'delay'], references.findings);
    const one = byLeg[leg];
    return one === undefined ? NO_TIME : timing(one, [...at, 'delay', leg], references.findings);
  };
  return {
    count,
    read,
    write,
    delays: { write: of('write'), ack: of('ack'), read: of('read'), answer: of('answer') },
    remoteUs: remote === undefined ? 0 : usOf(remote),
  };
}

type Delays = Readonly<Record<(typeof LEGS)[number], DistributionDocument>>;

/** The first column of a row is its key. */
function initialRows(table: string, rows: readonly Row[], { path, references }: KindContext) {
  const keys = new Set<string>();
  return rows.flatMap((row, i) => {
    const at = [...path, 'tables', table, i];
    const [keyField, data] = Object.entries(row)[0] ?? [];
    if (keyField === undefined) {
      references.findings.add(at, 'a row has at least the column of its key, as in `{ id: margherita, price: 9 }`');
      return [];
    }
    const key = keyText(data ?? null);
    if (keys.has(key)) references.findings.add(at, `\`${table}\` has a row with the key ${key} already`);
    keys.add(key);
    return [{ key, keyField, row }];
  });
}

function keyText(data: Data): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}
