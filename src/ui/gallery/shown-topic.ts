import type { Progress } from '../progress.ts';
import type { Topic } from './topics.ts';

/** A topic as the gallery shows it. */
export interface ShownTopic {
  readonly topic: Topic;
  readonly built: boolean;
  readonly progress: Progress | null;
  readonly current: boolean;
  /** It is among what somebody looks for. */
  readonly found: boolean;
  readonly href: string;
}
