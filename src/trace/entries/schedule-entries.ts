import type { Base } from '../entry.ts';

/** A service will send a message later. */
export interface ScheduleSet extends Base {
  readonly kind: 'schedule.set';
  /** Unique in the run. */
  readonly schedule: number;
  /** Under which it can be cancelled; null: none. */
  readonly id: string | null;
  readonly name: string;
  readonly to: string;
  readonly dueUs: number;
  readonly everyUs: number | null;
  readonly label: string;
}

/** It is time: the message is sent. `nextUs` says when it will be time again; null: never. */
export interface ScheduleDue extends Base {
  readonly kind: 'schedule.due';
  readonly schedule: number;
  readonly name: string;
  readonly nextUs: number | null;
}

/** What was scheduled won't be sent any more. */
export interface ScheduleEnded extends Base {
  readonly kind: 'schedule.ended';
  readonly schedule: number;
  readonly name: string;
  readonly reason: 'cancelled' | 'replaced' | 'crash';
  /** A sentence for learners. */
  readonly why: string;
}

export type ScheduleEntry = ScheduleSet | ScheduleDue | ScheduleEnded;
