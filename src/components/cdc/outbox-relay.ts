import type { TimerId } from '../../kernel/heap.ts';
import type { OutboxRelaySpec } from '../../scenario/kinds/cdc-spec.ts';
import type { RetrySpec, Row } from '../../scenario/scenario.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import type { CommitRequest } from '../database-port.ts';
import { Exchanges } from '../exchanges.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { ChangeMessages } from './change-messages.ts';
import { outboxMessage, requestOf } from './outbox-message.ts';
import type { OutboxMessage } from './outbox-message.ts';
import { PollingRelay } from './polling-relay.ts';
import { Publisher } from './publisher.ts';

const TIMEOUT_US = 1_000_000;
const MARK_RETRY: RetrySpec = { attempts: 10, backoff: 'fixed', delayUs: 200_000, maxDelayUs: null, jitter: 'none' };

/** A relay that polls an outbox, as a component: see spec.md beside it. */
export class OutboxRelay implements Component {
  readonly id: string;
  readonly #world: World;
  readonly #spec: OutboxRelaySpec;
  readonly #life: Life;
  readonly #core = new PollingRelay();
  readonly #exchanges: Exchanges;
  readonly #publisher: Publisher;
  readonly #messages: ChangeMessages;
  #timer: TimerId | null = null;
  /** Nothing new will come: it looks only while there is something. */
  #isEnding = false;

  constructor(world: World, spec: OutboxRelaySpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#exchanges = new Exchanges(world, spec.id);
    this.#publisher = new Publisher(world, spec.id, spec.to);
    this.#messages = new ChangeMessages(world, spec.id);
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.start(cause));
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  start(cause: number): void {
    this.#arm(cause);
  }

  receive(hop: Hop, cause: number): void {
    // The broker acknowledges, the database answers.
    if (hop.from === this.#spec.to) this.#publisher.take(hop, cause);
    else this.#exchanges.take(hop, cause);
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    const why = this.#life.crash(cause, this.#core.size);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    this.#core.crash();
    this.#exchanges.abandon(seq);
    this.#publisher.crash(seq);
    if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
    this.#timer = null;
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a relay does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a relay hands on what it finds; rename the field where the message is written';
  }

  stopArrivals(): void {
    this.#isEnding = true;
  }

  #arm(cause: number): void {
    if (this.#timer !== null || !this.#life.running) return;
    const { clock } = this.#world;
    this.#timer = clock.after(this.#spec.everyUs, () => {
      this.#timer = null;
      this.#poll(cause);
    });
  }

  #poll(cause: number): void {
    const { source, table } = this.#spec;
    if (this.#isEnding) {
      const changed = (by: number): void => this.#arm(by);
      if (this.#world.port('database', source).watch(table, this.id, changed) === 0) return;
    }
    const data = { table, takesUs: null };
    this.#ask('ReadTable', data, null, null, cause, (answer, by) => {
      const rows = (answer as { readonly rows: readonly Row[] }).rows.map(outboxMessage);
      const chosen = this.#core.poll(rows, this.#spec.batch);
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause: by };
      const seq = trace.append({ ...base, kind: 'outbox.polled', waiting: rows.length, taken: chosen.length });
      for (const message of chosen) this.#relay(message, seq);
      this.#arm(seq);
    });
  }

  #relay({ id, type, aggregateId, payload }: OutboxMessage, cause: number): void {
    const again = this.#messages.has(id);
    const message = this.#messages.of(id, { name: type, key: aggregateId, data: payload }, this.#storyOf(id));
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
    const { label } = message;
    const seq = trace.append({ ...base, kind: 'outbox.relayed', id, name: type, again, label });
    this.#publisher.publish(message, seq, (by) => {
      this.#core.acknowledged(id);
      this.#mark(id, message, by);
    });
  }

  /** The row goes; until it has gone the message is tried to be marked again. */
  #mark(id: string, message: Message, cause: number): void {
    const request: CommitRequest = {
      changes: [{ op: 'delete', table: this.#spec.table, key: id }],
      checks: [],
      once: null,
    };
    this.#ask('Commit', request as unknown as Data, message, MARK_RETRY, cause, () => this.#core.marked(id));
  }

  /** Asks the database; where that fails, again. */
  #ask(
    name: 'ReadTable' | 'Commit',
    data: Data,
    about: Message | null,
    retry: RetrySpec | null,
    cause: number,
    then: (answer: Data, cause: number) => void,
  ): void {
    const { messages } = this.#world;
    const kind = name === 'Commit' ? 'command' : 'query';
    const message =
      about === null
        ? messages.first(this.id, name, kind, data, null, this.id, 1)
        : messages.following(about, this.id, name, kind, data, null, 1);
    this.#exchanges.begin(
      {
        message,
        to: this.#spec.source,
        passage: 'call',
        timeoutUs: TIMEOUT_US,
        retry,
        answered: (answer, by) => then(answer.data, by),
        // A poll that fails is made up for by the next one; a mark has to get through.
        failed: (_, by) => (name === 'Commit' ? this.#ask(name, data, about, retry, by, then) : this.#arm(by)),
      },
      cause,
    );
  }

  /** The transaction that wrote the row, as its id begins. */
  #storyOf(id: string): Message | null {
    return this.#world.port('database', this.#spec.source).storyOfRequest(requestOf(id));
  }
}
