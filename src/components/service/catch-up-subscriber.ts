import type { TimerId } from '../../kernel/heap.ts';
import type { CatchUpConsumption } from '../../scenario/kinds/event-store-spec.ts';
import type { RecordPlace } from '../../trace/entry.ts';
import type { EventReader } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { ConsumerPorts } from './consumer.ts';
import { openEvent } from './open-event.ts';
import type { Subscriber } from './subscriber.ts';
import { SubscriptionLife } from './subscription-life.ts';

/** A service's catch-up subscription: it reads one event after the other and keeps its place itself. */
export class CatchUpSubscriber implements Subscriber, EventReader {
  readonly id: string;
  readonly group: string;
  readonly spec: CatchUpConsumption;
  readonly waiting = 0;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  readonly #life: SubscriptionLife;
  /** Survives a crash; null before it was first saved. */
  #checkpoint: number | null = null;
  #handledSince = 0;
  /** All up to here is handled. */
  #place = -1;
  /** Nothing that set out before this is for the life that it has now. */
  #since = 0;
  #awaits = false;
  #current: Hop | null = null;
  /** Of the event in hand, from 1. */
  #attempt = 1;
  /** Runs while the event in hand waits to be handled again. */
  #timer: TimerId | null = null;

  constructor(world: World, owner: string, spec: CatchUpConsumption, ports: ConsumerPorts) {
    this.id = owner;
    this.group = spec.group;
    this.spec = spec;
    this.#world = world;
    this.#ports = ports;
    this.#life = new SubscriptionLife(world, owner, `${spec.group} to ${spec.from}`);
  }

  get held(): number {
    return this.#timer === null ? 0 : 1;
  }

  enter(cause: number): void {
    this.#life.send('enter', cause);
    this.#since = this.#world.trace.next;
    this.#handledSince = 0;
    this.#poll(this.#checkpoint ?? this.spec.after);
    // Without a place of its own it would begin at another end after a crash.
    if (this.#checkpoint === null) this.#save(cause);
  }

  crash(cause: number): void {
    if (this.#timer !== null) {
      this.#world.clock.cancel(this.#timer);
      if (this.#current !== null) this.#ports.drop(this.#current, 'crash', cause);
    }
    this.#timer = null;
    this.#current = null;
    this.#awaits = false;
    this.#world.port('eventStore', this.spec.from).leave(this, null);
    this.#life.send('leave', cause);
  }

  /** It never reads again. */
  retire(cause: number): void {
    this.crash(cause);
    this.#world.port('eventStore', this.spec.from).leave(this, cause);
  }

  takes(hop: Hop): boolean {
    return this.spec.from === hop.record?.log && this.group === hop.record.group;
  }

  received(hop: Hop, cause: number): void {
    const { offset } = hop.record as RecordPlace;
    if (hop.sentSeq < this.#since) {
      this.#ports.drop(hop, 'nobody-waits', cause);
      return;
    }
    if (!this.#awaits || offset <= this.#place) {
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause } as const;
      trace.append({ ...base, kind: 'message.deduplicated', message: hop.message, key: `place ${offset}` });
      return;
    }
    this.#awaits = false;
    this.#attempt = 1;
    const opened = openEvent(this.#world, this.id, this.spec.from, hop, cause);
    this.#current = opened.hop;
    this.#ports.accept(opened.hop, opened.cause, false);
  }

  handled(hop: Hop, cause: number): void {
    if (this.#current !== hop) return;
    this.#current = null;
    this.#place = (hop.record as RecordPlace).offset;
    this.#handledSince++;
    if (this.#handledSince >= this.spec.checkpointEvery) this.#save(cause);
    this.#poll(this.#place);
  }

  failed(hop: Hop, why: string, cause: number): void {
    if (this.#current !== hop) return;
    const { maxAttempts, retryDelayUs } = this.spec;
    if (maxAttempts !== null && this.#attempt >= maxAttempts) {
      this.handled(hop, this.#ports.drop(hop, 'skipped', cause));
      return;
    }
    this.#attempt++;
    const { trace, clock } = this.#world;
    const resumeUs = clock.nowUs + retryDelayUs;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'consumer.retrying',
      message: hop.message,
      record: hop.record as RecordPlace,
      attempt: this.#attempt,
      resumeUs,
      why,
    });
    this.#timer = clock.at(resumeUs, () => {
      this.#timer = null;
      this.#ports.accept(hop, seq, false);
    });
  }

  undelivered(): void {}

  caughtUp(position: number): void {
    this.#life.send('caughtUp');
    this.#ports.caughtUp?.(position);
  }

  fetchTimedOut(place: number): void {
    // A copy may have come through.
    if (this.#awaits && place === this.#place) this.#poll(place);
  }

  #poll(after: number | 'start' | 'end'): void {
    this.#awaits = true;
    this.#place = this.#world.port('eventStore', this.spec.from).next(this, this.spec.stream, after);
  }

  #save(cause: number): void {
    this.#handledSince = 0;
    this.#checkpoint = this.#place;
    const { trace, clock } = this.#world;
    const { from, group } = this.spec;
    const place = this.#place;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'checkpoint.saved',
      from,
      group,
      place,
    });
  }
}
