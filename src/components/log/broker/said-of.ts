import type { Entry } from '../../../trace/entry.ts';
import type { PartitionEvent } from '../replication/partition-event.ts';
import { keptIn } from './kept.ts';
import type { Kept } from './kept.ts';

/** An entry of a log without what all of them have. */
export type Said<E = Entry> = E extends Entry ? Omit<E, 'seq' | 'tUs' | 'at' | 'cause'> : never;

/** What becomes of replicas, as the trace says it. */
export type ReplicaEvent = Extract<
  PartitionEvent<Kept>,
  { readonly kind: 'isr-shrunk' | 'isr-expanded' | 'truncated' | 'lost' }
>;

export function saidOf(event: ReplicaEvent, partition: number): Said {
  switch (event.kind) {
    case 'isr-shrunk':
    case 'isr-expanded': {
      const { kind, replica, isr: inSync } = event;
      return { kind: 'log.isr-changed', partition, replica, joins: kind === 'isr-expanded', inSync };
    }
    case 'truncated': {
      const { replica, records } = event;
      return { kind: 'log.truncated', partition, replica, offset: records[0]?.offset ?? 0, records: records.length };
    }
    case 'lost': {
      const offsets = event.records.map(({ offset }) => offset);
      const messages = event.records.map((record) => keptIn(record).message);
      return { kind: 'log.records-lost', partition, offsets, messages };
    }
  }
}
