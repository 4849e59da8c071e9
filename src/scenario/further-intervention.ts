import type { Data } from '../trace/message.ts';
import type { ContractChange } from './compatibility/contract-change.ts';

/** From where a consumer group reads on: an end of the log, an offset, or what was kept at or after an instant. */
export type OffsetGoal =
  | { readonly kind: 'earliest' | 'latest' }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'time'; readonly timeUs: number };

/** Interventions whose code is fetched when a run has them. */
export type FurtherIntervention =
  /** Neither down nor working, its memory as it is: a long garbage collection. */
  | { readonly kind: 'pause' | 'resume'; readonly component: string }
  /** A component that the document declares as absent joins. */
  | { readonly kind: 'subscribe'; readonly component: string }
  | { readonly kind: 'expire-retention' | 'rebuild-view' | 'scavenge' | 'redrive'; readonly component: string }
  | { readonly kind: 'scale'; readonly component: string; readonly what: 'workers' | 'consumers'; readonly to: number }
  /** It crashes the `nth` time that its handler of `message` stands right before or after a line, or after its end ('end'). */
  | {
      readonly kind: 'crash-at';
      readonly component: string;
      readonly message: string;
      readonly side: 'before' | 'after';
      readonly line: number | 'end';
      readonly nth: number;
    }
  | { readonly kind: 'crash-replica' | 'restart-replica'; readonly component: string; readonly replica: number }
  /** Its clock is ahead of the true time by so much, behind where that is below 0. */
  | { readonly kind: 'skew'; readonly component: string; readonly byUs: number }
  /** More of one message than its workload says: so many at once. */
  | { readonly kind: 'burst'; readonly component: string; readonly message: string; readonly extra: number }
  /** More of one message than its workload says: so many times as often for a while. */
  | {
      readonly kind: 'rush';
      readonly component: string;
      readonly message: string;
      readonly factor: number;
      readonly forUs: number;
    }
  | { readonly kind: 'set-parameter'; readonly parameter: string; readonly to: number }
  /** From now on the component speaks `message` in a new form and, where it handles it, expects that form. */
  | {
      readonly kind: 'change';
      readonly component: string;
      readonly message: string;
      readonly changes: readonly ContractChange[];
    }
  | {
      readonly kind: 'edit-event';
      readonly component: string;
      readonly stream: string;
      readonly number: number;
      readonly set: { readonly [field: string]: Data };
    }
  | { readonly kind: 'reset-offsets'; readonly component: string; readonly group: string; readonly to: OffsetGoal }
  | { readonly kind: 'forget-person'; readonly component: string; readonly subject: string }
  | { readonly kind: 'copy-stream'; readonly component: string; readonly stream: string; readonly to: string }
  | { readonly kind: 'rotate-key'; readonly component: string; readonly subject: string }
  /** The component gets a copy of all that passes between two others. */
  | { readonly kind: 'wiretap'; readonly component: string; readonly ends: readonly [string, string] };
