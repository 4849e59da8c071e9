import type { Data } from '../../trace/message.ts';
import type { ComponentBase, ConsumptionBase } from '../scenario.ts';

/** What a subscriber asks a topic for. */
export interface Interest {
  /** Binding keys; empty where `pattern` says it, or where it asks for everything. */
  readonly keys: readonly string[];
  /** A JSON event pattern; null: none. */
  readonly pattern: Data | null;
}

/** A subscription that the topic's own definition holds. */
export interface Subscription extends Interest {
  readonly to: string;
}

/** A topic, which copies each message to those who ask for it and keeps none. */
export interface TopicSpec extends ComponentBase {
  readonly kind: 'topic';
  readonly exchange: 'topic' | 'fanout' | 'direct';
  /** What becomes of a message that nobody asks for: it is gone, or its publisher hears of it. */
  readonly unroutable: 'drop' | 'return';
  readonly subscribers: readonly Subscription[];
}

/** A subscription that the subscriber's definition holds: messages are pushed straight into the service. */
export interface TopicConsumption extends ConsumptionBase, Interest {
  readonly source: 'topic';
}
