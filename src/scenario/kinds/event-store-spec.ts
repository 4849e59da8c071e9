import type { Distribution } from '../../kernel/distribution.ts';
import type { Template } from '../expression.ts';
import type { ComponentBase, ConsumptionBase } from '../scenario.ts';

/** A store of event streams. */
export interface EventStoreSpec extends ComponentBase {
  readonly kind: 'event-store';
  readonly restartUs: number;
  /** How long it takes to write one append, one after the other; null: no time. */
  readonly appendTime: Distribution | null;
  /** How long it takes to read one event of a stream. */
  readonly readTimeUs: number;
  /** A snapshot is worth saving after so many events; null: never. */
  readonly snapshotEvery: number | null;
  readonly upcasters: readonly UpcastStep[];
  readonly streams: readonly StreamRules[];
  /** The component whose keys the personal data is encrypted with; null: there is no personal data. */
  readonly vault: string | null;
  readonly personal: ReadonlyMap<string, { readonly fields: readonly string[]; readonly subject: Template }>;
}

/** How an event of an old version is read as one of a newer; the changes are made in this order. */
export interface UpcastStep {
  readonly type: string;
  readonly version: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly rename: { readonly [field: string]: string };
  readonly remove: readonly string[];
  /** Values for fields that aren't there; they read the event's data as `event`. */
  readonly defaults: ReadonlyMap<string, Template>;
  /** Values for fields, there or not. */
  readonly set: ReadonlyMap<string, Template>;
}

/** What readers see of the streams of a name, and what scavenging keeps. */
export interface StreamRules {
  /** A stream's name, or the beginning of several and `*`. */
  readonly name: string;
  readonly maxCount: number | null;
  readonly retentionUs: number | null;
}

/** One service follows the store and keeps its place itself. */
export interface CatchUpConsumption extends ConsumptionBase {
  readonly source: 'event-store';
  /** One stream, or the beginning of several names and `*`; null: all streams. */
  readonly stream: string | null;
  readonly after: number | 'start' | 'end';
  /** Its place is saved after so many events. */
  readonly checkpointEvery: number;
  /** How long it waits before it handles an event again that failed. */
  readonly retryDelayUs: number;
  /** Attempts before the event is skipped; null: for ever. */
  readonly maxAttempts: number | null;
}

/** Several services share the events, and the store keeps the group's place. */
export interface PersistentConsumption extends ConsumptionBase {
  readonly source: 'event-store-group';
  readonly stream: string | null;
  readonly after: number | 'start' | 'end';
  readonly strategy: 'roundRobin' | 'dispatchToSingle' | 'pinned';
  readonly maxRetries: number;
  readonly timeoutUs: number;
  /** How many events it takes without having answered. */
  readonly room: number;
}
