import type { EventStoreEntry } from './entries/event-store-entries.ts';
import type { BrokerHandedOver } from './entries/broker-entries.ts';
import type { QueueEntry } from './entries/queue-entries.ts';
import type { ViewEntry } from './entries/view-entries.ts';
import type { TopicEntry } from './entries/topic-entries.ts';
import type { LogEntry } from './entries/log-entries.ts';
import type { DatabaseEntry } from './entries/database-entries.ts';
import type { RegistryEntry } from './entries/registry-entries.ts';
import type { SagaEntry } from './entries/saga-entries.ts';
import type { ScheduleEntry } from './entries/schedule-entries.ts';
import type { RelayEntry } from './entries/relay-entries.ts';
import type { SecurityEntry } from './entries/security-entries.ts';
import type { StreamEntry } from './entries/stream-entries.ts';
import type { ControlEntry } from './entries/control-entries.ts';
import type { GuardEntry } from './entries/guard-entries.ts';
import type { Data, Message } from './message.ts';

/** What every entry has. `seq` counts from 0 without gaps; `tUs` never falls; `cause` is the seq of the entry that brought this one about. */
export interface Base {
  readonly seq: number;
  readonly tUs: number;
  /** The component (or `a~b`, a link) where it happened; `run` for the run itself. */
  readonly at: string;
  readonly cause: number | null;
}

export interface RunStarted extends Base {
  readonly kind: 'run.started';
  readonly scenario: string;
  readonly variant: string | null;
  readonly seed: number;
}

/** The life of a component, drawn as its statechart: up, crashed, restarting, slow. */
export interface LifeChanged extends Base {
  readonly kind: 'component.crashed' | 'component.restarting' | 'component.restarted' | 'component.slowed';
  readonly chart: 'life';
  readonly from: string;
  readonly to: string;
  /** `restarting`: when it will be up again. */
  readonly untilUs?: number;
  /** `slowed`: how many times longer work takes now (1 = back to normal). */
  readonly factor?: number;
  /** `crashed`: how much was only in memory. Each lost message has its own `message.dropped`. */
  readonly lost?: number;
}

/** Any other statechart's transition: a link's condition, a consumer's membership, later a circuit breaker. */
export interface StateChanged extends Base {
  readonly kind: 'state.changed';
  readonly chart: string;
  readonly from: string;
  readonly to: string;
  /** Why, in a few plain words. */
  readonly why: string;
}

/** How a message travels, hence how its link is drawn: a call's sender waits, a fetch is pulled by the receiver; a delivery is pushed by a broker; `ack` (a broker's answer to a publish, a consumer's to a delivery) and `commit` (a consumer's offset) are drawn as dots. */
export type Passage = 'call' | 'send' | 'publish' | 'ack' | 'reply' | 'fetch' | 'delivery' | 'commit';

/** The place of a record in a log, on a fetch and on what follows from it. */
export interface RecordPlace {
  readonly log: string;
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
  /** Event stores: the stream of the event, its number there, and its position in the store. */
  readonly stream?: string;
  readonly number?: number;
  readonly position?: number;
}

/** A copy of a message sets out. `hop` is unique per copy and passage: a token on the stage is one hop. */
export interface MessageSent extends Base {
  readonly kind: 'message.sent';
  readonly hop: number;
  readonly message: Message;
  readonly to: string;
  readonly passage: Passage;
  /** When it would arrive if nothing interferes. */
  readonly dueUs: number;
  /** True for a copy that a faulty link made. */
  readonly duplicate: boolean;
  /** Calls: which attempt this is, from 1. Fetches: which delivery of the record, from 1. */
  readonly attempt: number;
  /** Calls: when the caller stops waiting; null: never. */
  readonly timeoutAtUs: number | null;
  readonly record: RecordPlace | null;
}

export interface MessageDelivered extends Base {
  readonly kind: 'message.delivered';
  readonly hop: number;
  readonly message: Message;
  readonly from: string;
  readonly passage: Passage;
  readonly record: RecordPlace | null;
}

export type DropReason =
  | 'link-lost' // the link lost it
  | 'link-cut' // the link is partitioned
  | 'receiver-down' // it arrived at a crashed component
  | 'crash' // it was only in the memory of a component that crashed
  | 'queue-full' // the receiver's inbox has no room
  | 'shed' // it waited so long in the inbox that its work would be in vain
  | 'unhandled' // the receiver has no handler for it
  | 'nobody-waits' // a reply to a caller that gave up, finished or crashed
  | 'skipped' // a consumer gave up on a record after its last attempt
  | 'fenced'; // a commit from a consumer that no longer has the partition

/** A message (or one copy of it) is gone, and why. */
export interface MessageDropped extends Base {
  readonly kind: 'message.dropped';
  /** The hop that ended here; null where it was already delivered (lost from memory). */
  readonly hop: number | null;
  readonly message: Message;
  readonly from: string;
  readonly to: string;
  readonly reason: DropReason;
  /** A sentence for learners. */
  readonly why: string;
  /** True if a retry or redelivery can still bring it: then say "late", not "lost". */
  readonly mayComeAgain: boolean;
  /** Set for a copy that a faulty link made: the message itself goes its own way. */
  readonly duplicate?: true;
}

/** Recognised as already done; its effects are not repeated. */
export interface MessageDeduplicated extends Base {
  readonly kind: 'message.deduplicated';
  readonly message: Message;
  readonly key: string;
}

/** The receiver's contract does not fit what came. */
export interface MessageRejected extends Base {
  readonly kind: 'message.rejected';
  readonly message: Message;
  /** The validation error, word for word: "`amount` is missing". */
  readonly why: string;
}

/** Waiting for a free worker; `depth` counts it. */
export interface HandlerQueued extends Base {
  readonly kind: 'handler.queued';
  readonly message: Message;
  readonly depth: number;
}

export interface HandlerStarted extends Base {
  readonly kind: 'handler.started';
  /** Unique per run: one execution of one handler. */
  readonly task: number;
  readonly worker: number;
  readonly message: Message;
  readonly record: RecordPlace | null;
}

/** The task is now at this line of its handler's pseudo-code (1 is the `on …` line). */
export interface StatementStarted extends Base {
  readonly kind: 'statement.started';
  readonly task: number;
  readonly worker: number;
  readonly line: number;
  readonly op: string;
  /** work and wait: when it will be done; null where that is not known (a call). */
  readonly untilUs: number | null;
  /** Set where a task takes several paths at once: which of them this is of, unique in the task. */
  readonly branch?: number;
}

export interface HandlerFinished extends Base {
  readonly kind: 'handler.finished';
  readonly task: number;
  readonly worker: number;
  readonly message: Message;
  readonly outcome: 'done' | 'refused' | 'failed' | 'deduplicated' | 'rejected' | 'crashed';
  /** The line where it ended, for `failed` and `crashed`. */
  readonly line: number;
  /** For every outcome but `done`: why, in words. */
  readonly why: string | null;
}

export interface CallTimedOut extends Base {
  readonly kind: 'call.timed-out';
  readonly message: Message;
  readonly to: string;
  readonly attempt: number;
  readonly waitedUs: number;
}

export interface CallRetrying extends Base {
  readonly kind: 'call.retrying';
  readonly message: Message;
  readonly to: string;
  /** The attempt to come, from 2. */
  readonly attempt: number;
  readonly resumeUs: number;
}

/** The caller gave up. */
export interface CallFailed extends Base {
  readonly kind: 'call.failed';
  readonly message: Message;
  readonly to: string;
  readonly attempts: number;
  readonly why: string;
}

/** A client cannot make its next message (its expression meets data that it cannot handle), so this workload ends. */
export interface WorkloadStopped extends Base {
  readonly kind: 'workload.stopped';
  readonly why: string;
}

/** A client learns how its request ended. */
export interface RequestCompleted extends Base {
  readonly kind: 'request.completed';
  readonly message: Message;
  readonly outcome: 'ok' | 'refused' | 'failed' | 'timeout';
  readonly latencyUs: number;
  readonly data: Data;
}

export interface TableWritten extends Base {
  readonly kind: 'table.written';
  readonly table: string;
  readonly key: string;
  /** The whole row after the write. */
  readonly row: { readonly [field: string]: Data };
  readonly isNew: boolean;
  readonly label: string;
  /** Read models: which version of it; left out: the component has no versions. */
  readonly build?: number;
}

export interface TableRead extends Base {
  readonly kind: 'table.read';
  readonly table: string;
  readonly key: string;
  readonly found: boolean;
}

export interface LogAppended extends Base {
  readonly kind: 'log.appended';
  readonly partition: number;
  readonly offset: number;
  readonly message: Message;
}

/** The group will read `offset` next after a crash or a rebalance. */
export interface OffsetCommitted extends Base {
  readonly kind: 'offset.committed';
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
}

/** Who reads which partitions from now on. */
export interface GroupAssigned extends Base {
  readonly kind: 'group.assigned';
  readonly group: string;
  readonly generation: number;
  readonly assignment: { readonly [member: string]: readonly number[] };
}

/** A consumer could not handle a record and will read it again. */
export interface ConsumerRetrying extends Base {
  readonly kind: 'consumer.retrying';
  readonly message: Message;
  readonly record: RecordPlace;
  readonly attempt: number;
  readonly resumeUs: number;
  readonly why: string;
}

/** `at` sends this message in a new form from now on; receivers stay at the form they know. */
export interface InterfaceChanged extends Base {
  readonly kind: 'interface.changed';
  readonly message: string;
  readonly version: number;
  /** "renames `amount` to `total`" */
  readonly change: string;
  /** How old and new understand each other, as a schema registry says it; left out where nobody judged. */
  readonly verdict?: 'FULL' | 'BACKWARD' | 'FORWARD' | 'NONE';
}

/** What a person did to the run. `intervention` is the index into the run's interventions. */
export interface InterventionApplied extends Base {
  readonly kind: 'intervention.applied';
  readonly intervention: number;
  readonly words: string;
}

/** An intervention that changes nothing (a crash of what is down already), and why. */
export interface InterventionIgnored extends Base {
  readonly kind: 'intervention.ignored';
  readonly intervention: number;
  readonly words: string;
  readonly why: string;
}

/** A bound of the simulator bites; what is not simulated because of it. */
export interface LimitReached extends Base {
  readonly kind: 'limit.reached';
  readonly why: string;
}

export type Entry =
  | SagaEntry
  | DatabaseEntry
  | ControlEntry
  | GuardEntry
  | LogEntry
  | RegistryEntry
  | SecurityEntry
  | StreamEntry
  | RelayEntry
  | RunStarted
  | LifeChanged
  | StateChanged
  | MessageSent
  | MessageDelivered
  | MessageDropped
  | MessageDeduplicated
  | MessageRejected
  | HandlerQueued
  | HandlerStarted
  | StatementStarted
  | HandlerFinished
  | CallTimedOut
  | CallRetrying
  | CallFailed
  | WorkloadStopped
  | RequestCompleted
  | TableWritten
  | TableRead
  | LogAppended
  | OffsetCommitted
  | GroupAssigned
  | ConsumerRetrying
  | InterfaceChanged
  | InterventionApplied
  | InterventionIgnored
  | LimitReached
  | ScheduleEntry
  | BrokerHandedOver
  | QueueEntry
  | TopicEntry
  | EventStoreEntry
  | ViewEntry;

export type EntryKind = Entry['kind'];
