import { CONSUMER_DEFAULTS, PRODUCER_DEFAULTS, TOPIC_DEFAULTS } from '../components/log/kafka-defaults.ts';
import { electLeader } from '../components/log/replication/elect-leader.ts';
import type { Election } from '../components/log/replication/elect-leader.ts';
import { retell } from './kafka-data-loss.ts';
import type { DataLossCase } from './kafka-data-loss.ts';
import type { Report } from './report.ts';

interface ElectionCase {
  readonly name: string;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly leader: number;
  readonly alive: readonly number[];
  readonly election: Election;
  readonly elected: number;
  readonly unclean: boolean;
}

type Defaults = Readonly<Record<string, unknown>>;

interface Document {
  readonly elections?: readonly ElectionCase[];
  readonly dataLoss?: readonly DataLossCase[];
  readonly defaults?: Readonly<Record<string, Defaults>>;
}

const OURS: Readonly<Record<string, Defaults>> = {
  producer: PRODUCER_DEFAULTS,
  consumer: CONSUMER_DEFAULTS,
  topic: TOPIC_DEFAULTS,
};

/** Holds elections, retells the stories of lost data, and compares the defaults. */
export function check(document: unknown, report: Report): void {
  const { elections = [], dataLoss = [], defaults = {} } = document as Document;
  for (const { name, replicas, isr, leader, alive, election, elected, unclean } of elections) {
    const actual = electLeader({ replicas, isr, leader, alive: new Set(alive) }, election);
    report.case(`election: ${name}`, { leader: elected, unclean }, actual);
  }
  for (const story of dataLoss) retell(story, report);
  for (const [of, values] of Object.entries(defaults)) {
    for (const [field, expected] of Object.entries(values)) {
      if (field !== 'note') report.case(`default of ${of}: ${field}`, expected, defaultOf(OURS[of] ?? {}, field));
    }
  }
}

/** Our default under Kafka's name: what Kafka has in milliseconds, we have in microseconds. */
function defaultOf(ours: Defaults, field: string): unknown {
  if (!field.endsWith('Ms')) return ours[field];
  const us = ours[field.replace(/Ms$/, 'Us')];
  return typeof us === 'number' ? us / 1000 : us;
}
