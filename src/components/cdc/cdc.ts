import type { TimerId } from '../../kernel/heap.ts';
import type { CdcSpec } from '../../scenario/kinds/cdc-spec.ts';
import type { DatabaseSpec } from '../../scenario/kinds/database-spec.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { ChangeSource, CommittedTransaction, RowSnapshot } from '../change-source.ts';
import type { Component } from '../component.ts';
import type { LogNews, LogTailer } from '../database-port.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { ChangeMessages } from './change-messages.ts';
import type { ChangeRecord } from './change-event.ts';
import { ConnectorCore } from './connector-core.ts';
import type { HandedOut } from './connector-core.ts';
import { requestOf, routeOutbox } from './outbox-message.ts';
import { Publisher } from './publisher.ts';

/** The log as far as the news of it have arrived. */
class ArrivedLog implements ChangeSource {
  readonly #log: () => ChangeSource;
  lsn = 0;

  constructor(log: () => ChangeSource) {
    this.#log = log;
  }

  after(lsn: number): CommittedTransaction | null {
    const next = this.#log().after(lsn);
    return next === null || next.commitLsn > this.lsn ? null : next;
  }

  snapshot(tables: readonly string[] | null): RowSnapshot {
    return this.#log().snapshot(tables);
  }
}

/** A change-data-capture connector as a component: see spec.md beside it. */
export class Cdc implements Component, LogTailer {
  readonly id: string;
  readonly #world: World;
  readonly #spec: CdcSpec;
  readonly #life: Life;
  readonly #log: ArrivedLog;
  readonly #core: ConnectorCore;
  readonly #publisher: Publisher;
  readonly #messages: ChangeMessages;
  #timer: TimerId | null = null;
  /** Of the last record: null for rows of a snapshot. */
  #lastTransaction: number | null = null;
  /** A record is on its way to the broker. */
  #isPublishing = false;

  constructor(world: World, spec: CdcSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#log = new ArrivedLog(() => world.port('database', spec.source).changes);
    const database = world.scenario.components.get(spec.source) as DatabaseSpec;
    this.#core = new ConnectorCore(this.#log, {
      database: spec.source,
      identity: database.identity,
      tombstones: spec.tombstones && spec.outbox === null,
      transactionOrder: spec.transactionOrder,
      tables: spec.captured,
      snapshot: spec.snapshot,
    });
    this.#publisher = new Publisher(world, spec.id, spec.to);
    this.#messages = new ChangeMessages(world, spec.id);
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.start(cause));
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  start(cause: number): void {
    const { lsn } = this.#core.position;
    this.#log.lsn = lsn ?? 0;
    this.#tail(lsn, cause);
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage !== 'fetch') return this.#publisher.take(hop, cause);
    const { lsn } = hop.message.data as unknown as LogNews;
    // A copy says nothing new.
    if (lsn <= this.#log.lsn && this.#core.position.lsn !== null) return;
    this.#log.lsn = Math.max(this.#log.lsn, lsn);
    if (!this.#isPublishing) this.#next(cause);
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    const why = this.#life.crash(cause, this.#core.inFlight);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    this.#publisher.crash(seq);
    this.#isPublishing = false;
    if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
    this.#timer = null;
    this.#world.port('database', this.#spec.source).silence(this.id);
    this.#core.restart();
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a connector does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a connector tells what the log says; rename the field where the rows are written';
  }

  #tail(lsn: number | null, cause: number): void {
    this.#world.port('database', this.#spec.source).tail(this, lsn, cause);
  }

  /** Publishes the next record; where there is none it waits for news. */
  #next(cause: number): void {
    for (let one = this.#take(); one !== null; one = this.#take()) {
      const said = this.#publicationOf(one.record, cause);
      if (said === null) {
        this.#done(cause);
        continue;
      }
      this.#isPublishing = true;
      const id = this.#idOf(one);
      const again = this.#messages.has(id);
      const message = this.#messages.of(id, said, this.#storyOf(one.record));
      const seq = this.#captured(one, again, message.label, cause);
      this.#publisher.publish(message, seq, (by) => {
        this.#isPublishing = false;
        this.#done(by);
        this.#next(by);
      });
      return;
    }
    this.#tail(this.#log.lsn, cause);
  }

  #take(): HandedOut | null {
    return this.#core.take(this.#world.clock.nowUs);
  }

  /** What a record is published as; null: not at all. */
  #publicationOf(record: ChangeRecord, cause: number): { name: string; key: string; data: Data } | null {
    const { events, outbox } = this.#spec;
    const { table, key, value } = record;
    if (outbox !== null) {
      const routed = routeOutbox(record);
      if (routed.kind === 'message') {
        const { type, aggregateId, payload } = routed.message;
        return { name: type, key: aggregateId, data: payload };
      }
      const why = routed.kind === 'unexpected' ? routed.why : 'a row that was cleared away is no message';
      this.#ignored(record, why, routed.kind === 'unexpected', cause);
      return null;
    }
    const name = typeof events === 'string' ? events : events.get(table);
    if (name !== undefined) return { name, key, data: value as unknown as Data };
    this.#ignored(record, `no event is named for changes of ${table}`, false, cause);
    return null;
  }

  /** The same change has the same id, however often it is captured; of an outbox that is the row's. */
  #idOf({ position, record: { key, value } }: HandedOut): string {
    return this.#spec.outbox === null ? `${position.lsn} ${position.records} ${key} ${value?.op ?? ''}` : key;
  }

  #storyOf({ key, value }: ChangeRecord): Message | null {
    const database = this.#world.port('database', this.#spec.source);
    if (this.#spec.outbox !== null) return database.storyOfRequest(requestOf(key));
    // A tombstone stands behind its delete, whose story it belongs to as well.
    const txId = value === null ? this.#lastTransaction : value.source.txId;
    this.#lastTransaction = txId;
    return txId === null ? null : database.storyOf(txId);
  }

  #done(cause: number): void {
    this.#core.acknowledge();
    const { clock } = this.#world;
    this.#timer ??= clock.after(this.#spec.storeEveryUs, () => {
      this.#timer = null;
      if (!this.#core.store()) return;
      const { lsn, records } = this.#core.stored;
      const { trace } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
      trace.append({ ...base, kind: 'position.stored', lsn: lsn ?? 0, records });
    });
  }

  #captured({ record, position }: HandedOut, again: boolean, label: string, cause: number): number {
    const { trace, clock } = this.#world;
    const { table, key, value } = record;
    const committedMs = value?.source.ts_ms;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'change.captured',
      op: value?.op ?? '',
      table,
      key,
      lsn: value?.source.lsn ?? position.lsn ?? 0,
      lagUs: committedMs === undefined ? 0 : Math.max(0, clock.nowUs - committedMs * 1_000),
      again,
      label,
    });
  }

  #ignored({ table, key, value }: ChangeRecord, why: string, unexpected: boolean, cause: number): void {
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
    trace.append({ ...base, kind: 'change.ignored', table, key, lsn: value?.source.lsn ?? 0, why, unexpected });
  }
}
