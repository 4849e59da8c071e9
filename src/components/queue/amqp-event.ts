import type { AmqpMessage, DeathReason } from './amqp-message.ts';

/** What an operation on a queue brought about, in order. */
export type AmqpEvent<B> =
  /** Taken in; the publisher's confirm. */
  | { readonly kind: 'enqueued'; readonly message: AmqpMessage<B>; readonly position: number }
  /** Turned away because the queue is full; a negative confirm to the publisher. */
  | { readonly kind: 'refused'; readonly message: AmqpMessage<B> }
  | {
      readonly kind: 'delivered';
      readonly channel: string;
      /** 0: needs no acknowledgement. */
      readonly tag: number;
      readonly message: AmqpMessage<B>;
      readonly position: number;
      readonly redelivered: boolean;
      /** Earlier deliveries that came back: a quorum queue's `x-delivery-count`. */
      readonly returns: number;
    }
  | { readonly kind: 'acknowledged'; readonly channel: string; readonly message: AmqpMessage<B> }
  /** Back in its place. */
  | { readonly kind: 'requeued'; readonly message: AmqpMessage<B>; readonly position: number }
  /** Given up, and to be published to the dead-letter exchange as `message`. */
  | { readonly kind: 'dead-lettered'; readonly message: AmqpMessage<B>; readonly reason: DeathReason }
  /** Given up for good: there is no dead-letter exchange, or it went in circles, or a crash took it. */
  | {
      readonly kind: 'discarded';
      readonly message: AmqpMessage<B>;
      readonly reason: DeathReason | 'cycle' | 'crash';
    }
  /** A consumer broke the protocol, and so loses its channel. */
  | { readonly kind: 'channel-closed'; readonly channel: string; readonly why: 'unknown delivery tag' };
