import type { Distribution } from '../../kernel/distribution.ts';
import type { ConsumptionDocument, LogDocument } from '../document.ts';
import { usOf } from '../distributions.ts';
import type { KindContext } from '../kind.ts';
import { timing } from '../retries.ts';
import type { Findings, Path } from '../problem.ts';
import type { PublishDocument } from '../statement-schema.ts';
import type { BrokerSpec, Committing, Producing, Reading } from './log-spec.ts';

// What Kafka does with a topic unless it is told otherwise.
const REPLICA_LAG_US = 30_000_000;
const BROKER_TIMEOUT_US = 9_000_000;
const SEGMENT_US = 604_800_000_000;
const SEGMENT_BYTES = 1_073_741_824;
const DELETE_RETENTION_US = 86_400_000_000;
const DIRTY_RATIO = 0.5;
/** Between two brokers of one cluster. */
const REPLICATION: Distribution = { kind: 'constant', valueUs: 2_000 };

/** How a log is kept, as its document says. */
export function compileKeeping(document: LogDocument, { path, references: { findings } }: KindContext): BrokerSpec {
  const { replicas = 1, minInsyncReplicas = 1, retention, segment, compact, replication } = document;
  if (minInsyncReplicas > replicas) {
    findings.add(
      [...path, 'minInsyncReplicas'],
      `there are ${replicas} replicas, so ${minInsyncReplicas} are never in sync, and no record is ever taken with acks: all`,
    );
  }
  if (retention !== undefined && retention.time === undefined && retention.bytes === undefined)
    findings.add([...path, 'retention'], '`retention` has a `time`, a size in `bytes`, or both');
  const how = compact === undefined || compact === true ? {} : compact;
  return {
    replicas,
    minInsyncReplicas,
    uncleanElection: document.uncleanElection ?? false,
    replicaLagUs: us(document.replicaLag) ?? REPLICA_LAG_US,
    brokerTimeoutUs: us(document.brokerTimeout) ?? BROKER_TIMEOUT_US,
    replication: replication === undefined ? REPLICATION : timing(replication, [...path, 'replication'], findings),
    retentionUs: us(retention?.time) ?? null,
    retentionBytes: retention?.bytes ?? null,
    segmentUs: us(segment?.time) ?? SEGMENT_US,
    segmentBytes: segment?.bytes ?? SEGMENT_BYTES,
    compaction:
      compact === undefined
        ? null
        : {
            deleteRetentionUs: us(how.tombstones) ?? DELETE_RETENTION_US,
            minCompactionLagUs: us(how.lag) ?? 0,
            minCleanableDirtyRatio: how.dirty ?? DIRTY_RATIO,
          },
  };
}

/** How a service reads a log, as its document says; what it leaves out is left out. */
export function compileReading(
  document: ConsumptionDocument,
  { path, references: { findings } }: KindContext,
): Reading {
  const { assignor, commit, reset, sessionTimeout, isolation, exactlyOnce } = document;
  if (exactlyOnce === true && commit !== undefined)
    findings.add([...path, 'commit'], 'with `exactlyOnce` the offset is committed with each record’s transaction');
  return {
    ...(assignor !== undefined && { assignor }),
    ...(commit !== undefined && { commit: committing(commit) }),
    ...(reset !== undefined && { reset }),
    ...(sessionTimeout !== undefined && { sessionTimeoutUs: usOf(sessionTimeout) }),
    ...(isolation === 'read-committed' && { readCommitted: true }),
    ...(exactlyOnce === true && { exactlyOnce: true }),
  };
}

/** What a producer asks of the log. */
export function compileProducing(document: PublishDocument, path: Path, findings: Findings): Producing {
  const { acks = 'all', idempotent = false } = document;
  const waitsFor = acks === false ? 0 : acks === true ? 'all' : acks;
  if (idempotent && waitsFor !== 'all') {
    const why = 'an idempotent producer sends again what was not stored for good, so it needs `acks: all`';
    findings.add([...path, 'acks'], why);
  }
  return { acks: waitsFor, idempotent };
}

function committing(commit: NonNullable<ConsumptionDocument['commit']>): Committing {
  if (commit === 'before') return { when: 'before-processing' };
  if (commit === 'manual') return { when: 'manual' };
  if ('every' in commit) return { when: 'interval', everyUs: usOf(commit.every) };
  return { when: 'after-processing', every: commit.after };
}

function us(duration: string | undefined): number | null {
  return duration === undefined ? null : usOf(duration);
}
