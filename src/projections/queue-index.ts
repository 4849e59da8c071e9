import type { QueueSpec } from '../scenario/kinds/queue-spec.ts';
import type { Entry } from '../trace/entry.ts';
import { Intervals } from './intervals.ts';
import type { QueuedMessageView } from './views/queue-view.ts';

/** The messages of one queue: each stays in one state from one entry to another. */
export class QueueIndex {
  readonly #id: string;
  readonly #volatile: boolean;
  readonly #stays = new Intervals<QueuedMessageView>();
  /** By position, the stay that goes on. */
  readonly #open = new Map<number, number>();

  constructor({ id, settings }: QueueSpec) {
    this.#id = id;
    this.#volatile = settings.rules === 'rabbitmq' && !settings.durable;
  }

  take(entry: Entry): void {
    if (entry.at !== this.#id) return;
    switch (entry.kind) {
      case 'queue.enqueued': {
        const { position, message, priority, group, visibleAtUs: untilUs, tUs } = entry;
        const state = untilUs === null ? 'ready' : 'delayed';
        const times = { sinceUs: tUs, enqueuedUs: tUs, untilUs };
        this.#begin({ position, message, state, consumer: null, deliveries: 0, priority, group, ...times }, entry.seq);
        return;
      }
      case 'message.sent': {
        const { position, tag, visibleAtUs } = entry.message.headers ?? {};
        if (entry.passage !== 'delivery' || entry.duplicate || typeof position !== 'number') return;
        if (tag === 0) return this.#end(position, entry.seq);
        const untilUs = typeof visibleAtUs === 'number' ? visibleAtUs : null;
        const given = { state: 'unacked', consumer: entry.to, deliveries: entry.attempt, untilUs } as const;
        return this.#change(position, entry, given);
      }
      case 'queue.requeued':
      case 'queue.visible':
        return this.#change(entry.position, entry, { state: 'ready', consumer: null, untilUs: null });
      case 'queue.acknowledged':
      case 'queue.redriven':
      case 'queue.dead-lettered':
      case 'queue.discarded':
        if (entry.position !== null) this.#end(entry.position, entry.seq);
        return;
      case 'component.crashed':
        if (this.#volatile) for (const position of this.#open.keys()) this.#end(position, entry.seq);
        return;
      default:
    }
  }

  /** After the first `count` entries, in no order. */
  after(count: number): readonly QueuedMessageView[] {
    return this.#stays.openAfter(count).map((index) => this.#stays.item(index));
  }

  #begin(stay: QueuedMessageView, seq: number): void {
    this.#open.set(stay.position, this.#stays.open(seq, stay));
  }

  #end(position: number, seq: number): void {
    const index = this.#open.get(position);
    if (index === undefined) return;
    this.#open.delete(position);
    this.#stays.close(index, seq);
  }

  #change(position: number, { seq, tUs }: Entry, change: Partial<QueuedMessageView>): void {
    const index = this.#open.get(position);
    if (index === undefined) return;
    const stay = this.#stays.item(index);
    // A packet that got lost is sent again, and nothing changes.
    if (stay.state === 'unacked' && change.state === 'unacked' && stay.deliveries === change.deliveries) return;
    this.#end(position, seq);
    this.#begin({ ...stay, ...change, sinceUs: tUs }, seq);
  }
}
