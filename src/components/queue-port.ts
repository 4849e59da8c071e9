/** A service's consumer of a RabbitMQ queue, as the queue calls it back. */
export interface PushConsumer {
  /** The component. */
  readonly id: string;
  /** Its channel is open, and deliveries follow. */
  opened(channel: string, cause: number): void;
  /** Its channel is gone, and what it holds is somebody else's; `why` is a clause. */
  closed(why: string, cause: number): void;
}

/** A service's consumer of an SQS queue, as the queue calls it back. */
export interface PollConsumer {
  /** The component. */
  readonly id: string;
  /** Its receive is answered; the messages with these receipts are on their way. */
  served(receipts: readonly string[]): void;
  /** A message of an answer got lost on its way. */
  missed(receipt: string): void;
}

/** How a RabbitMQ consumer takes messages. */
export interface ConsumeOptions {
  /** The most deliveries that it may hold unacknowledged; null: no bound. */
  readonly prefetch: number | null;
  readonly autoAck: boolean;
}

/** What an SQS consumer asks for. */
export interface ReceiveOptions {
  readonly most: number;
  /** Instead of the queue's; null: the queue's. */
  readonly visibilityTimeoutUs: number | null;
}

/** How a consumer meets a queue: what isn't drawn. Messages and acknowledgements travel over the network. */
export interface QueuePort {
  /** RabbitMQ: opens a channel, as soon as the broker is up, and has messages pushed through it. */
  consume(consumer: PushConsumer, options: ConsumeOptions, cause: number): void;
  /** SQS: a long poll; answered as soon as there is a message. */
  poll(consumer: PollConsumer, options: ReceiveOptions): void;
  /** The consumer is gone, with its channel and its polls. */
  leave(consumer: string, why: string, cause: number): void;
}

/** What a consumer says of a delivery: the data of its `ack`. */
export interface VerdictData {
  readonly verdict: 'ack' | 'requeue' | 'reject';
  /** The message's position in its queue. */
  readonly position: number;
  /** RabbitMQ: the channel and the delivery's tag on it. */
  readonly channel?: string;
  readonly tag?: number;
  /** SQS: the receipt handle. */
  readonly receipt?: string;
}
