import { Registry } from '../kernel/registry.ts';
import type { ConsumptionDocument, LogDocument } from './document.ts';
import type { KindContext } from './kind.ts';
import type { BrokerSpec, Producing, Reading } from './kinds/log-spec.ts';
import type { Findings, Path } from './problem.ts';
import type { PublishDocument } from './statement-schema.ts';

/** Fields with which a document asks more of its logs than one copy of every record, kept for ever. */
export const BROKER_FIELDS = [
  'assignor',
  'brokerTimeout',
  'commit',
  'compact',
  'exactlyOnce',
  'idempotent',
  'isolation',
  'minInsyncReplicas',
  'replicaLag',
  'replicas',
  'replication',
  'reset',
  'retention',
  'segment',
  'sessionTimeout',
  'uncleanElection',
] as const;

// A quotation mark inside a text is escaped in JSON, so that only names of fields are found.
const asks = new RegExp(`"(?:${BROKER_FIELDS.join('|')})":|"acks":(?!true|false)`);

/** Whether the logs of a document need the whole broker: its compiler, its runtime and its views are fetched then. */
export function asksForBroker(components: unknown): boolean {
  return asks.test(JSON.stringify(components));
}

/** Compiles what only the whole broker understands. */
interface LogOptions {
  reading(document: ConsumptionDocument, context: KindContext): Reading;
  keeping(document: LogDocument, context: KindContext): BrokerSpec;
  producing(document: PublishDocument, path: Path, findings: Findings): Producing;
}

const known = new Registry<LogOptions>('whole of the log broker');

/** Adds the compiler of what only the whole broker understands. */
export function compilesLogOptions(options: LogOptions): void {
  known.add('log', options);
}

export const logOptions = (): LogOptions => known.get('log');
