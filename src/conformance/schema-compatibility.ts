import { SchemaRegistry } from '../components/registry/schema-registry.ts';
import { allowedChangesText } from '../scenario/compatibility/allowed-changes.ts';
import type { AvroType } from '../scenario/compatibility/avro-type.ts';
import {
  type CompatibilityLevel,
  isCompatibilityLevel,
  levelRules,
} from '../scenario/compatibility/compatibility-level.ts';
import { readAvroSchema } from '../scenario/compatibility/read-avro-schema.ts';
import { Findings } from '../scenario/problem.ts';
import type { Report } from './report.ts';

type Schemas = { readonly [name: string]: unknown };

/** A schema after one other; for each level that it names, whether it fits. */
interface Pair {
  readonly new: string;
  readonly old: string;
  readonly [level: string]: string | boolean;
}

/** A schema after others, oldest first. */
interface History {
  readonly level: string;
  readonly new: string;
  readonly previous: readonly string[];
  readonly ok: boolean;
}

interface Document {
  readonly table?: { readonly [level: string]: { readonly [column: string]: string } };
  readonly avro?: { readonly schemas: Schemas; readonly pairs?: readonly Pair[] };
  readonly transitive?: readonly History[];
}

/** Registers the earlier schemas of each case and asks the registry about the new one. */
export function check(document: unknown, report: Report): void {
  const { table = {}, avro, transitive = [] } = document as Document;
  for (const [level, columns] of Object.entries(table)) {
    for (const [column, expected] of Object.entries(columns)) {
      report.case(`${level}: ${column}`, expected, isCompatibilityLevel(level) ? COLUMNS[column]?.(level) : null);
    }
  }
  const schemas = avro?.schemas ?? {};
  for (const pair of avro?.pairs ?? []) {
    for (const [level, expected] of Object.entries(pair)) {
      if (typeof expected !== 'boolean') continue;
      report.case(`${pair.new} after ${pair.old}, ${level}`, expected, isTaken(level, pair.new, [pair.old], schemas));
    }
  }
  for (const { level, new: name, previous, ok } of transitive) {
    report.case(`${name} after ${previous.join(', ')}, ${level}`, ok, isTaken(level, name, previous, schemas));
  }
}

const COLUMNS: { readonly [column: string]: (level: CompatibilityLevel) => string } = {
  allowed: allowedChangesText,
  checks: (level) => levelRules(level).checks,
  upgradeFirst: (level) => levelRules(level).upgradeFirst,
  meaning(level) {
    const { backward, forward } = levelRules(level);
    const meanings = [backward ? 'new schema reads old data' : '', forward ? 'old schema reads new data' : ''];
    return meanings.filter((meaning) => meaning !== '').join('; ');
  },
};

const SUBJECT = 'orders-value';

/** Whether the registry takes the schema; words where a case can't be played. */
function isTaken(level: string, name: string, previous: readonly string[], schemas: Schemas): boolean | string {
  if (!isCompatibilityLevel(level)) return `${level} is no level`;
  const registry = new SchemaRegistry('NONE');
  for (const earlier of previous) {
    const schema = read(schemas[earlier]);
    if (typeof schema === 'string') return `${earlier}: ${schema}`;
    // The same schema again would not be a version; a deleted one doesn't count.
    const same = registry.find(SUBJECT, schema);
    if (same !== null) registry.deleteVersion(SUBJECT, same.version);
    registry.register(SUBJECT, schema);
  }
  registry.setLevel(SUBJECT, level);
  const schema = read(schemas[name]);
  if (typeof schema === 'string') return `${name}: ${schema}`;
  const { compatible } = registry.check(SUBJECT, schema);
  if (registry.find(SUBJECT, schema) !== null) return compatible;
  const isRegistered = registry.register(SUBJECT, schema).kind === 'registered';
  return isRegistered === compatible ? compatible : 'checking and registering disagree';
}

function read(schema: unknown): AvroType | string {
  const findings = new Findings();
  return readAvroSchema(schema, findings) ?? findings.all.map(({ message }) => message).join('; ');
}
