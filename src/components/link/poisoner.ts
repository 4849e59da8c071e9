import type { Message } from '../../trace/message.ts';
import type { Shipment } from '../network-port.ts';

/** Spoils the next message on its way to a component; that message stays spoilt for that receiver, however often it is sent. */
export class Poisoner {
  readonly #armed = new Map<string, number>();
  readonly #spoilt = new Map<string, Map<number, Message>>();

  arm(receiver: string): void {
    this.#armed.set(receiver, (this.#armed.get(receiver) ?? 0) + 1);
  }

  /** The message as the receiver gets it. */
  touch({ message, to, passage }: Shipment): Message {
    if (this.#spoilt.size === 0 && this.#armed.size === 0) return message;
    if (passage === 'ack' || passage === 'commit' || passage === 'reply') return message;
    const known = this.#spoilt.get(to)?.get(message.id);
    if (known !== undefined) return known;
    const armed = this.#armed.get(to) ?? 0;
    if (armed === 0) return message;
    if (armed === 1) this.#armed.delete(to);
    else this.#armed.set(to, armed - 1);
    const spoilt: Message = { ...message, poison: true };
    const ofReceiver = this.#spoilt.get(to) ?? new Map<number, Message>();
    this.#spoilt.set(to, ofReceiver.set(message.id, spoilt));
    return spoilt;
  }
}
