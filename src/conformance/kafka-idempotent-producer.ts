import { TOPIC_DEFAULTS } from '../components/log/kafka-defaults.ts';
import { ReplicatedPartition } from '../components/log/replication/replicated-partition.ts';
import type { Produced } from '../components/log/replication/produce.ts';
import type { Report } from './report.ts';

interface Scenario {
  readonly scenario: string;
  readonly logEndOffset: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly producerId?: number;
  readonly epoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
  readonly outcome: string;
  readonly baseOffset?: number;
}

/** Sends each scenario's batches to a partition of its own. */
export function check(document: unknown, report: Report): void {
  for (const { scenario, steps, logEndOffset } of (document as { readonly scenarios: readonly Scenario[] }).scenarios) {
    const partition = new ReplicatedPartition<string>(
      {
        ...TOPIC_DEFAULTS,
        replicas: [0],
        uncleanElection: TOPIC_DEFAULTS.uncleanLeaderElection,
        maxLagUs: TOPIC_DEFAULTS.replicaLagTimeMaxUs,
        compacted: false,
      },
      0,
      () => {},
    );
    for (const [index, { producerId = 0, epoch, baseSequence, recordCount, outcome, baseOffset }] of steps.entries()) {
      const records = Array.from({ length: recordCount }, () => ({ key: null, value: '', bytes: 1, timeUs: 0 }));
      const produced = partition.produce(records, 'all', 0, { producerId, epoch, baseSequence });
      const expected = baseOffset === undefined ? { outcome } : { outcome, baseOffset };
      report.case(`${scenario}: step ${index + 1}`, expected, outcomeOf(produced));
    }
    report.case(`${scenario}: log end`, logEndOffset, partition.replica(0).log.endOffset);
  }
}

function outcomeOf(produced: Produced): { readonly outcome: string; readonly baseOffset?: number } {
  if (produced.kind === 'refused') return { outcome: produced.error };
  return { outcome: produced.kind.toUpperCase(), baseOffset: produced.baseOffset };
}
