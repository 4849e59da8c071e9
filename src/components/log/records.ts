import { Registry } from '../../kernel/registry.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { LogSpec } from '../../scenario/scenario.ts';
import type { Message } from '../../trace/message.ts';
import type { Transaction } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** A record at rest, as consumers get it. */
export interface Stored {
  readonly offset: number;
  readonly message: Message;
  /** Seq of its `log.appended`. */
  readonly seq: number;
  readonly tUs: number;
}

/** Keeps the records of one log. */
export interface Records {
  /** Offset of the first record that there may be. */
  start(partition: number): number;
  /** Offset that the next record gets. */
  end(partition: number): number;
  /** Consumers read what is before it; `committed`: and what is of no open transaction. */
  readableEnd(partition: number, committed: boolean): number;
  /** The first record from the offset on that a consumer may read; `committed`: of no aborted or open transaction. */
  next(partition: number, offset: number, committed: boolean): Stored | undefined;
  /** Stores, refuses or recognises what a producer sends, and tells it so. */
  append(hop: Hop, partition: number, cause: number): void;
  /** Deletes what may be deleted, whatever its age and size; returns why nothing changes, or null. */
  expire(cause: number): string | null;
  /** Offsets of aborted transactions from one offset up to another one. */
  aborted?(partition: number, from: number, to: number): readonly number[];
  /** The whole log goes down, and comes back. */
  crash?(cause: number): void;
  resume?(cause: number): void;
  intervene?(what: Intervention, cause: number): string | null;
  producerId?(): number;
  transaction?(group: string, partition: number): Transaction;
  /** Ends the open transaction that a group has for a partition that it reads; false where it was aborted since. */
  settle?(group: string, partition: number, outcome: 'committed' | 'aborted', cause: number): boolean;
}

/** What the keeping of records needs of its log. */
export interface RecordsHost {
  readonly world: World;
  readonly spec: LogSpec;
  readonly running: () => boolean;
  /** There may be more to read in the partition. */
  readonly readable: (partition: number) => void;
  /** The partition ends at the offset, from which on there were records before. */
  readonly shortened: (partition: number, end: number, cause: number) => void;
}

const keepers = new Registry<(host: RecordsHost) => Records>('whole of the log broker');

/** Adds the keeping of records for documents that ask for the whole broker. */
export function keepsRecords(make: (host: RecordsHost) => Records): void {
  keepers.add('log', make);
}

export const brokerRecords = (host: RecordsHost): Records => keepers.get('log')(host);
