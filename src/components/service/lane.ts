import type { TimerId } from '../../kernel/heap.ts';
import type { Message } from '../../trace/message.ts';
import type { PartitionReader } from '../log-port.ts';
import type { Hop } from '../network-port.ts';

/** A record that arrived. */
export interface Arrived {
  readonly hop: Hop;
  /** False for a second copy, which a link made: the log waits for no poll after it. */
  readonly first: boolean;
}

/** One partition in a consumer's hands: one record at a time, so that order is kept. */
export interface Lane {
  readonly partition: number;
  /** Seq of the assignment with which it began. */
  readonly since: number;
  /** The group's generation, as commits say it. */
  generation: number;
  /** The lowest offset that hasn't arrived. */
  next: number;
  /** How it reads and commits. */
  reader: PartitionReader;
  /** What it committed last, and the message that it did so about. */
  said: number;
  about: Message | null;
  /** Runs while what a poll returned waits for its automatic commit. */
  autoCommit: TimerId | null;
  /** The record in hand: at work, in the inbox, or waiting to be tried again. */
  current: Arrived | null;
  /** Of the record in hand, from 1. */
  attempt: number;
  /** Runs while the record in hand waits to be tried again. */
  timer: TimerId | null;
  /** What came while another was in hand, with the seq of the entry that said so. */
  readonly waiting: { readonly arrived: Arrived; readonly queued: number }[];
}

/** A lane as a member gets it: it reads from where its reader stands. */
export function newLane(partition: number, generation: number, reader: PartitionReader, since: number): Lane {
  return {
    partition,
    since,
    generation,
    next: reader.position,
    reader,
    said: reader.position,
    about: null,
    autoCommit: null,
    current: null,
    attempt: 1,
    timer: null,
    waiting: [],
  };
}
