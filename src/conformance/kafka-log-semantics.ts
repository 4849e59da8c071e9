import { Cleaner } from '../components/log/retention/cleaner.ts';
import type { LogRecord } from '../components/log/retention/log-record.ts';
import { SegmentedLog } from '../components/log/retention/segmented-log.ts';
import { TOPIC_DEFAULTS } from '../components/log/kafka-defaults.ts';
import { deliver } from './kafka-delivery.ts';
import type { DeliveryCase } from './kafka-delivery.ts';
import type { Report } from './report.ts';

type Entry = readonly [offset: number, key: string | null, value: string | null];

interface CompactionExample {
  readonly log: readonly Entry[];
  readonly activeSegmentBaseOffset: number;
  readonly afterFirstClean: readonly Entry[];
  readonly afterCleanPastDeleteHorizon?: readonly Entry[];
  readonly materialisedTable?: Readonly<Record<string, string>>;
  readonly [fetch: `fetchFrom${number}ReturnsOffset`]: number;
}

interface Document {
  readonly compaction?: { readonly example?: CompactionExample; readonly examples?: readonly CompactionExample[] };
  readonly delivery?: { readonly cases: readonly DeliveryCase[] };
}

/** Compacts the example's log, and has each delivery case's consumer crash or lose its partition. */
export function check(document: unknown, report: Report): void {
  const { compaction, delivery } = document as Document;
  const examples = [...(compaction?.examples ?? []), ...(compaction?.example ? [compaction.example] : [])];
  for (const [index, example] of examples.entries()) compact(`compaction ${index + 1}`, example, report);
  for (const each of delivery?.cases ?? []) deliver(each, report);
}

function compact(name: string, example: CompactionExample, report: Report): void {
  const log = new SegmentedLog<string>(TOPIC_DEFAULTS);
  for (const [offset, key, value] of example.log) {
    if (offset >= example.activeSegmentBaseOffset && log.endOffset <= example.activeSegmentBaseOffset) log.roll();
    log.append({ offset, key, value, bytes: 1, timeUs: 0, epoch: 0, batch: null });
  }
  const cleaner = new Cleaner(log, TOPIC_DEFAULTS);
  cleaner.clean(0, log.endOffset);
  report.case(`${name}: after the first clean`, example.afterFirstClean, entriesIn(log));
  for (const [field, expected] of Object.entries(example)) {
    const from = /^fetchFrom(\d+)ReturnsOffset$/.exec(field)?.[1];
    if (from !== undefined) report.case(`${name}: fetch from ${from}`, expected, log.read(Number(from), 1)[0]?.offset);
  }
  if (example.materialisedTable) report.case(`${name}: table`, example.materialisedTable, tableOf(log.read(0)));
  if (example.afterCleanPastDeleteHorizon === undefined) return;
  cleaner.clean(TOPIC_DEFAULTS.deleteRetentionUs, log.endOffset);
  report.case(`${name}: past the delete horizon`, example.afterCleanPastDeleteHorizon, entriesIn(log));
  if (example.materialisedTable) report.case(`${name}: table then`, example.materialisedTable, tableOf(log.read(0)));
}

function entriesIn(log: SegmentedLog<string>): readonly Entry[] {
  return log.read(0).map(({ offset, key, value }): Entry => [offset, key, value]);
}

function tableOf(records: readonly LogRecord<string>[]): Readonly<Record<string, string>> {
  const table = new Map<string, string>();
  for (const { key, value } of records) {
    if (key === null) continue;
    if (value === null) table.delete(key);
    else table.set(key, value);
  }
  return Object.fromEntries(table);
}
