import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** A message that a broker handed on has arrived for good: the broker forgets it. */
export interface BrokerHandedOver extends Base {
  readonly kind: 'broker.handed-over';
  readonly message: Message;
  readonly to: string;
}
