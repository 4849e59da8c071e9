import type { Topic } from './topics.ts';

/** A topic as the gallery shows it. */
export interface ShownTopic {
  readonly topic: Topic;
  readonly built: boolean;
  /** The step that was read last, from 0; null: never opened. */
  readonly step: number | null;
  readonly current: boolean;
  /** It is among what somebody looks for. */
  readonly found: boolean;
  readonly href: string;
}
