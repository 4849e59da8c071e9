import type { TimeUs } from '../../kernel/time.ts';

/** Why a queue gave a message up, in RabbitMQ's words. */
export type DeathReason = 'rejected' | 'expired' | 'maxlen' | 'delivery_limit';

/** An entry of the `x-death` header: how often a message died in this queue for this reason. */
export interface Death {
  readonly queue: string;
  readonly reason: DeathReason;
  readonly count: number;
  /** Where the message had been published to when it first died so. */
  readonly exchange: string;
  readonly routingKeys: readonly string[];
  /** The first time. */
  readonly atUs: TimeUs;
  /** The message's own time to live, which it lost by dying. */
  readonly originalTtlUs: TimeUs | null;
}

/** A message with its AMQP properties; `B` is what it carries. */
export interface AmqpMessage<B> {
  readonly body: B;
  /** The exchange that it was published to; '' is the default exchange, which knows queues by name. */
  readonly exchange: string;
  readonly routingKey: string;
  /** null counts as 0. */
  readonly priority: number | null;
  /** The message's own time to live in any queue; null: none. */
  readonly ttlUs: TimeUs | null;
  /** The `x-death` header: newest first. */
  readonly deaths: readonly Death[];
  /** The `x-first-death-*` headers. */
  readonly firstDeath: Pick<Death, 'queue' | 'reason' | 'exchange'> | null;
}

/** A message as a publisher makes it, with AMQP's defaults for what is left out. */
export function amqpMessage<B>(
  body: B,
  properties: Partial<Pick<AmqpMessage<B>, 'exchange' | 'routingKey' | 'priority' | 'ttlUs'>> = {},
): AmqpMessage<B> {
  return {
    body,
    exchange: '',
    routingKey: '',
    priority: null,
    ttlUs: null,
    deaths: [],
    firstDeath: null,
    ...properties,
  };
}
