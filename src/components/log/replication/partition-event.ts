import type { LogRecord } from '../retention/log-record.ts';

/** What happens in a replicated partition, for the trace. */
export type PartitionEvent<Value> =
  | { readonly kind: 'isr-shrunk' | 'isr-expanded'; readonly replica: number; readonly isr: readonly number[] }
  /** `leader` is NO_LEADER where no replica may lead: the partition is offline. */
  | { readonly kind: 'leader-changed'; readonly leader: number; readonly epoch: number; readonly unclean: boolean }
  | { readonly kind: 'high-watermark'; readonly offset: number }
  /** All in-sync replicas have what was produced under this ticket. */
  | { readonly kind: 'acknowledged'; readonly ticket: number }
  /** The records may be there or not; an idempotent producer may safely send them again. */
  | { readonly kind: 'not-acknowledged'; readonly ticket: number; readonly error: 'NotLeaderOrFollowerException' }
  | { readonly kind: 'truncated'; readonly replica: number; readonly records: readonly LogRecord<Value>[] }
  /** The producer was told that these are stored, and the new leader does not have them. */
  | { readonly kind: 'lost'; readonly records: readonly LogRecord<Value>[] };
