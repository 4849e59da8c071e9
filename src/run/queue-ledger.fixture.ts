import type { QueueSpec } from '../scenario/kinds/queue-spec.ts';
import type { Entry } from '../trace/entry.ts';

interface Kept {
  state: 'ready' | 'unacked' | 'delayed';
  readonly priority: number;
  readonly group: string | null;
  deliveries: number;
  consumer: string;
}

/** A queue, kept again from its entries by rules written down once more: `broken` says what they don't allow. */
export class QueueLedger {
  readonly broken: string[] = [];
  readonly kept = new Map<number, Kept>();
  ended = 0;
  enqueued = 0;
  readonly #spec: QueueSpec;
  readonly #prefetch: ReadonlyMap<string, number | null>;

  constructor(spec: QueueSpec, prefetch: ReadonlyMap<string, number | null>) {
    this.#spec = spec;
    this.#prefetch = prefetch;
  }

  take(entry: Entry): void {
    if (entry.at !== this.#spec.id) return;
    const { seq } = entry;
    switch (entry.kind) {
      case 'queue.enqueued': {
        if (entry.position !== this.enqueued) this.broken.push(`${seq} leaves a gap`);
        this.enqueued++;
        const state = entry.visibleAtUs === null ? 'ready' : 'delayed';
        const { priority, group } = entry;
        this.kept.set(entry.position, { state, priority, group, deliveries: 0, consumer: '' });
        return;
      }
      case 'message.sent':
        if (entry.passage === 'delivery' && !entry.duplicate) this.#delivered(entry);
        return;
      case 'queue.requeued':
        return this.#back(entry.position, seq, 'unacked');
      case 'queue.visible':
        // Seen again after its timeout, or at once where that is 0.
        return this.#back(entry.position, seq, null);
      case 'queue.acknowledged':
      case 'queue.redriven':
        return this.#end(entry.position, seq);
      case 'queue.dead-lettered':
      case 'queue.discarded':
        if (entry.position !== null) this.#end(entry.position, seq);
        return;
      case 'component.crashed':
        if (this.#spec.settings.rules === 'rabbitmq' && !this.#spec.settings.durable) {
          this.ended += this.kept.size;
          this.kept.clear();
        }
        return;
      default:
    }
  }

  #delivered({ seq, message, to, attempt }: Extract<Entry, { kind: 'message.sent' }>): void {
    const { position, tag } = message.headers as { readonly position: number; readonly tag?: number };
    const kept = this.kept.get(position);
    if (kept === undefined) return void this.broken.push(`${seq} delivers what isn't there`);
    if (kept.state === 'unacked' && kept.consumer === to && kept.deliveries === attempt) return;
    if (kept.state !== 'ready') this.broken.push(`${seq} delivers what is ${kept.state}`);
    if (attempt !== kept.deliveries + 1) this.broken.push(`${seq} miscounts deliveries`);
    for (const [other, { state, priority, group }] of this.kept) {
      if (this.#spec.settings.rules === 'rabbitmq') {
        const isBefore = priority > kept.priority || (priority === kept.priority && other < position);
        if (state === 'ready' && isBefore) this.broken.push(`${seq} overtakes ${other}`);
      } else if (this.#spec.settings.fifo && group === kept.group && other < position && state !== 'unacked')
        this.broken.push(`${seq} overtakes ${other} in its group`);
    }
    if (tag === 0) return this.#end(position, seq);
    kept.state = 'unacked';
    kept.deliveries = attempt;
    kept.consumer = to;
    const prefetch = this.#prefetch.get(to) ?? Number.POSITIVE_INFINITY;
    const held = [...this.kept.values()].filter(({ state, consumer }) => state === 'unacked' && consumer === to);
    if (held.length > prefetch) this.broken.push(`${seq} is more than ${to} may hold`);
  }

  #back(position: number, seq: number, from: Kept['state'] | null): void {
    const kept = this.kept.get(position);
    if (kept === undefined || (from !== null && kept.state !== from))
      return void this.broken.push(`${seq} brings back what isn't away`);
    kept.state = 'ready';
  }

  #end(position: number, seq: number): void {
    if (!this.kept.delete(position)) this.broken.push(`${seq} ends what isn't there`);
    this.ended++;
  }
}
