import type { Intervention } from '../../scenario/intervention.ts';
import type { Message } from '../../trace/message.ts';
import type { Shipment } from '../network-port.ts';

type Poison = Extract<Intervention, { readonly kind: 'poison' }>;

/** Spoils the next message on its way to a component; that message stays spoilt for that receiver, however often it is sent. */
export class Poisoner {
  readonly #armed: Poison[] = [];
  readonly #spoilt = new Map<string, Map<number, Message>>();

  arm(poison: Poison): void {
    this.#armed.push(poison);
  }

  /** The message as the receiver gets it. */
  touch({ message, to, passage }: Shipment): Message {
    if (this.#spoilt.size === 0 && this.#armed.length === 0) return message;
    if (passage === 'ack' || passage === 'commit' || passage === 'reply') return message;
    const known = this.#spoilt.get(to)?.get(message.id);
    // A broker's headers differ from delivery to delivery.
    if (known !== undefined) return known.headers === message.headers ? known : { ...message, poison: true };
    const hit = this.#armed.findIndex((poison) => poison.component === to && isMeant(poison, message));
    if (hit < 0) return message;
    this.#armed.splice(hit, 1);
    const spoilt: Message = { ...message, poison: true };
    const ofReceiver = this.#spoilt.get(to) ?? new Map<number, Message>();
    this.#spoilt.set(to, ofReceiver.set(message.id, spoilt));
    return spoilt;
  }
}

function isMeant({ message, label }: Poison, { name, label: number }: Message): boolean {
  return (message === undefined || message === name) && (label === undefined || label === number);
}
