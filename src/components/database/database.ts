import { compileDistribution } from '../../kernel/distribution.ts';
import type { DatabaseSpec } from '../../scenario/kinds/database-spec.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { CommittedTransaction } from '../change-source.ts';
import type { Component } from '../component.ts';
import type { CommitReply, CommitRequest, DatabasePort, LogTailer } from '../database-port.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { INBOX, transactionOf } from './commits.ts';
import { DatabaseCore } from './database-core.ts';
import { DatabaseVoice } from './database-voice.ts';
import { Disk } from './disk.ts';
import { LogTailers } from './log-tailers.ts';
import { Replicas } from './replicas.ts';
import type { RowVersion } from './row-version.ts';
import { Stories } from './stories.ts';

/** A commit that came: its request, whoever waits for the answer, and the answer once it is known. */
interface Commit {
  readonly request: Message;
  readonly hops: Hop[];
  answer: CommitReply | null;
}

/** A database as a component: see spec.md beside it. */
export class Database implements Component, DatabasePort {
  readonly id: string;
  readonly ports = { database: this };
  readonly #world: World;
  readonly #spec: DatabaseSpec;
  readonly #core = new DatabaseCore();
  readonly #life: Life;
  readonly #voice: DatabaseVoice;
  readonly #disk: Disk;
  readonly #replicas: Replicas | null;
  readonly #stories = new Stories();
  readonly #tailers: LogTailers;
  readonly #watchers = new Map<string, { readonly table: string; readonly changed: (cause: number) => void }>();
  readonly #need: Readonly<Record<'read' | 'write', () => number>>;
  /** Requests that are under way. */
  readonly #open = new Set<Hop>();
  /** By the id of their request; answered ones are remembered with the log. */
  readonly #commits = new Map<number, Commit>();
  /** Commits that aren't durable yet, by transaction. */
  readonly #pending = new Map<number, Commit>();

  constructor(world: World, spec: DatabaseSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#voice = new DatabaseVoice(world, spec.id);
    this.#disk = new Disk(world, spec.id, spec.io.channels);
    this.#replicas = spec.replicas === null ? null : new Replicas(world, spec.id, spec.replicas);
    this.#tailers = new LogTailers(world, spec.id, this.#core, this.#stories);
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.#recovered(cause));
    const need = (what: 'read' | 'write'): (() => number) => {
      const sample = compileDistribution(spec.io[what]);
      const draws = world.random.stream(spec.id, `disk ${what}`);
      return () => Math.round(sample(draws) * this.#life.factor);
    };
    this.#need = { read: need('read'), write: need('write') };
  }

  get changes(): DatabaseCore {
    return this.#core;
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  start(cause: number): void {
    const transaction = this.#core.begin();
    for (const [table, rows] of this.#spec.initial)
      for (const { key, keyField, row } of rows) transaction.insert(table, key, keyField, row, row[keyField] ?? null);
    this.#core.commit(transaction, 0);
    for (const committed of this.#core.flush()) {
      this.#voice.committed(committed, '', cause);
      for (const place of committed.changes) this.#replicas?.preload(place, this.#rowAt(place));
    }
    this.#tailers.feed(cause);
  }

  receive(hop: Hop, cause: number): void {
    const { name, poison } = hop.message;
    if (poison) return this.#answer(hop, 'error', { code: 'failed', why: 'it cannot read this message' }, cause);
    this.#open.add(hop);
    if (name === 'ReadRow') this.#readRow(hop, cause);
    else if (name === 'ReadTable') this.#readTable(hop, cause);
    else this.#commit(hop, cause);
  }

  undelivered(hop: Hop, cause: number): void {
    if (hop.passage === 'fetch' && !hop.duplicate) this.#tailers.undelivered(hop, cause);
  }

  crash(cause: number): string | null {
    const ignored = this.#life.crash(cause, this.#open.size);
    if (ignored !== null) return ignored;
    const seq = this.#world.trace.next - 1;
    const lost = new Set(this.#core.crash().map(({ id }) => id));
    for (const [transaction, commit] of this.#pending)
      if (lost.has(transaction)) {
        this.#commits.delete(commit.request.id);
        const why = 'its commit was not yet durable when the database crashed: nothing of it has happened';
        this.#voice.aborted({ reason: 'crash', table: '', key: '', why, label: commit.request.label }, seq);
      }
    this.#pending.clear();
    for (const commit of this.#commits.values()) commit.hops.length = 0;
    this.#disk.crash();
    this.#replicas?.crash();
    for (const hop of this.#open) this.#voice.dropped(hop, seq);
    this.#open.clear();
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(factor: number, cause: number): string | null {
    return this.#life.slow(factor, cause);
  }

  rename(): string {
    return 'a database keeps what it is given; rename the field where the rows are written';
  }

  storyOf(transaction: number): Message | null {
    return this.#stories.of(transaction);
  }

  storyOfRequest(id: number): Message | null {
    return this.#commits.get(id)?.request ?? null;
  }

  tail(tailer: LogTailer, afterLsn: number | null, cause: number): void {
    this.#tailers.tail(tailer, afterLsn);
    if (this.#life.running) this.#tailers.feed(cause);
  }

  silence(tailer: string): void {
    this.#tailers.silence(tailer);
  }

  watch(table: string, watcher: string, changed: (cause: number) => void): number {
    this.#watchers.set(watcher, { table, changed });
    return this.#core.rows(table).length;
  }

  #readRow(hop: Hop, cause: number): void {
    const { label } = hop.message;
    const { table, key, newest } = hop.message.data as { table: string; key: string; newest: boolean };
    this.#disk.use({ what: 'read', table, label }, this.#need.read(), cause, (seq) => {
      const answer = (held: RowVersion | null, by: number): void => {
        const row = held?.row ?? null;
        const found = row !== null;
        this.#answer(
          hop,
          'reply',
          { row, version: held?.version ?? 0 },
          this.#world.trace.append({ ...this.#voice.base(by), kind: 'table.read', table, key, found }),
        );
      };
      if (this.#replicas === null || newest) answer(this.#core.version(table, key) ?? null, seq);
      else this.#replicas.read({ table, key }, hop.from, label, seq, answer);
    });
  }

  #readTable(hop: Hop, cause: number): void {
    const { label } = hop.message;
    const { table, takesUs } = hop.message.data as { table: string; takesUs: number | null };
    const needUs = Math.round((takesUs ?? this.#spec.io.scanUs * this.#core.rows(table).length) * this.#life.factor);
    this.#disk.use({ what: 'scan', table, label }, needUs, cause, (seq) =>
      this.#answer(hop, 'reply', { rows: this.#core.rows(table).map(({ row }) => row) }, seq),
    );
  }

  #commit(hop: Hop, cause: number): void {
    const { message } = hop;
    const known = this.#commits.get(message.id);
    if (known !== undefined) {
      const { label } = message;
      const seq = this.#world.trace.append({ ...this.#voice.base(cause), kind: 'transaction.repeated', label });
      if (known.answer === null) known.hops.push(hop);
      else this.#answer(hop, 'reply', { ...known.answer }, seq);
      return;
    }
    const request = message.data as unknown as CommitRequest;
    const transaction = transactionOf(this.#core, request, message.id);
    const result = this.#core.commit(transaction, this.#world.clock.nowUs);
    if (result.kind === 'conflict') {
      const { table, key, expected, actual } = result;
      const why = `somebody changed ${table} ${key} since it was read: it is at version ${actual}, not ${expected}`;
      const seq = this.#voice.aborted({ reason: 'conflict', table, key, why, label: message.label }, cause);
      return this.#answer(hop, 'reply', { conflict: why }, seq);
    }
    const commit: Commit = { request: message, hops: [hop], answer: null };
    this.#commits.set(message.id, commit);
    const use = { what: 'commit', table: request.changes.map(tableOf)[0] ?? INBOX, label: message.label } as const;
    if (result.kind === 'written') {
      this.#pending.set(transaction.id, commit);
      this.#stories.note(transaction.id, message);
      this.#disk.use(use, this.#need.write(), cause, (seq) => this.#flush(result.lsn, seq));
      return;
    }
    const isDuplicate = result.kind === 'duplicate-key';
    // What it is a duplicate of may not be durable yet.
    const { headLsn } = this.#core;
    this.#disk.use(use, isDuplicate ? this.#need.write() : 0, cause, (seq) => {
      this.#flush(headLsn, seq);
      let by = seq;
      if (result.kind === 'duplicate-key') {
        const { table, key } = result;
        const why = `${table} has ${key} already, so it was done before`;
        by = this.#voice.aborted({ reason: 'duplicate', table, key, why, label: message.label }, seq);
      }
      this.#answerCommit(commit, { lsn: headLsn, duplicate: isDuplicate }, by);
    });
  }

  /** Makes the log durable up to a place: everything that becomes durable is told, replicated and answered. */
  #flush(lsn: number, cause: number): void {
    for (const transaction of this.#core.flush(lsn)) {
      const commit = this.#pending.get(transaction.id) as Commit;
      this.#pending.delete(transaction.id);
      const seq = this.#voice.committed(transaction, commit.request.label, cause);
      this.#replicate(transaction, commit, seq);
      this.#tailers.feed(seq);
      for (const [watcher, { table, changed }] of this.#watchers)
        if (transaction.changes.some((change) => change.table === table)) {
          this.#watchers.delete(watcher);
          changed(seq);
        }
    }
  }

  #replicate(transaction: CommittedTransaction, commit: Commit, cause: number): void {
    const answer = { lsn: transaction.commitLsn, duplicate: false };
    const rows = new Map(
      transaction.changes.flatMap((change) => placesOf(change)).map((place) => [`${place.table}/${place.key}`, place]),
    );
    if (this.#replicas === null || rows.size === 0) return this.#answerCommit(commit, answer, cause);
    let left = rows.size;
    for (const place of rows.values())
      this.#replicas.write(place, this.#rowAt(place), commit.request.label, cause, (seq) => {
        left--;
        if (left === 0) this.#answerCommit(commit, answer, seq);
      });
  }

  #answerCommit(commit: Commit, answer: CommitReply, cause: number): void {
    commit.answer = answer;
    for (const hop of commit.hops.splice(0)) this.#answer(hop, 'reply', { ...answer }, cause);
  }

  #recovered(cause: number): void {
    const lsn = this.#core.flushedLsn;
    const seq = this.#world.trace.append({ ...this.#voice.base(cause), kind: 'database.recovered', lsn });
    // What was durable has happened, also where nobody was told.
    for (const commit of this.#commits.values()) commit.answer ??= { lsn, duplicate: false };
    this.#replicas?.recover(this.#rows(), seq);
    this.#tailers.feed(seq);
  }

  *#rows(): Generator<readonly [place: { readonly table: string; readonly key: string }, row: RowVersion]> {
    for (const table of this.#core.tables)
      for (const key of this.#core.keys(table)) yield [{ table, key }, this.#rowAt({ table, key })];
  }

  #rowAt({ table, key }: { readonly table: string; readonly key: string }): RowVersion {
    return this.#core.version(table, key) as RowVersion;
  }

  #answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    this.#open.delete(hop);
    this.#voice.answer(hop, kind, data, cause);
  }
}

function tableOf(change: CommitRequest['changes'][number]): string {
  return change.op === 'outbox' ? 'outbox' : change.table;
}

/** The rows that a change is about. */
function placesOf({ kind, table, key }: CommittedTransaction['changes'][number]) {
  return kind === 'message' || kind === 'truncate' ? [] : [{ table, key }];
}
