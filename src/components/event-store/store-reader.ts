import type { TimerId } from '../../kernel/heap.ts';
import type { EventStoreSpec } from '../../scenario/kinds/event-store-spec.ts';
import type { Data } from '../../trace/message.ts';
import type { ReadData, ReadStream, SnapshotData } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { EventStoreCore } from './event-store-core.ts';
import { type Snapshot, Snapshots } from './snapshots.ts';
import type { StoredMessages } from './stored-messages.ts';

export interface ReaderPorts {
  readonly factor: () => number;
  readonly answer: (hop: Hop, data: Data, cause: number) => void;
}

/** Hands out streams, and the snapshots that services keep beside them. */
export class StoreReader {
  readonly #world: World;
  readonly #spec: EventStoreSpec;
  readonly #core: EventStoreCore;
  readonly #messages: StoredMessages;
  readonly #ports: ReaderPorts;
  readonly #snapshots: Snapshots<Data>;
  readonly #underWay = new Map<Hop, TimerId>();

  constructor(world: World, spec: EventStoreSpec, core: EventStoreCore, messages: StoredMessages, ports: ReaderPorts) {
    this.#world = world;
    this.#spec = spec;
    this.#core = core;
    this.#messages = messages;
    this.#ports = ports;
    this.#snapshots = new Snapshots(spec.snapshotEvery ?? 1);
  }

  /** How many reads are under way. */
  get waiting(): number {
    return this.#underWay.size;
  }

  /** The events of a stream since the snapshot of a fold, in their newest forms. */
  read(hop: Hop, { stream, fold, upTo }: ReadData, cause: number): void {
    const { trace, clock } = this.#world;
    const latest = this.#snapshots.latest(nameOf(stream, fold));
    // Somebody who asks for the past needs a snapshot that is older than that.
    const snapshot = latest !== null && (upTo === null || latest.version <= upTo) ? latest : null;
    const from = snapshot === null ? 'start' : snapshot.version + 1;
    const range = { direction: 'forwards', from, count: Number.MAX_SAFE_INTEGER } as const;
    const all = this.#core.read(stream, range, clock.nowUs).events;
    const events = upTo === null ? all : all.filter(({ number }) => number <= upTo);
    const read = events.map((event) => ({ number: event.number, ...this.#messages.read(event) }));
    const version = Math.max(
      events.at(-1)?.number ?? -1,
      snapshot?.version ?? -1,
      upTo === null ? this.#core.version(stream) : -1,
    );
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#spec.id,
      cause,
      kind: 'stream.read',
      message: hop.message,
      stream,
      count: events.length,
      snapshot: snapshot?.version ?? null,
      version,
      upcast: read.filter(({ upcast }) => upcast).length,
    });
    const answer: ReadStream = {
      version,
      snapshot,
      events: read.map(({ number, message }) => ({ event: message.name, number, data: message.data })),
    };
    const takesUs = Math.round(this.#spec.readTimeUs * events.length * this.#ports.factor());
    if (takesUs === 0) return this.#ports.answer(hop, answer as unknown as Data, seq);
    const timer = clock.after(takesUs, () => {
      this.#underWay.delete(hop);
      this.#ports.answer(hop, answer as unknown as Data, seq);
    });
    this.#underWay.set(hop, timer);
  }

  /** Keeps a snapshot, unless a later one is there; returns the seq of what came of it. */
  save({ stream, fold, version, state }: SnapshotData, cause: number): number {
    const name = nameOf(stream, fold);
    const snapshot: Snapshot<Data> = { version, state };
    if ((this.#snapshots.latest(name)?.version ?? -1) >= version) return cause;
    this.#snapshots.save(name, snapshot);
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#spec.id,
      cause,
      kind: 'snapshot.saved',
      stream,
      version,
      state,
    });
  }

  /** The process is gone; returns what was in memory only. */
  crash(): readonly Hop[] {
    const lost = [...this.#underWay.keys()];
    for (const timer of this.#underWay.values()) this.#world.clock.cancel(timer);
    this.#underWay.clear();
    return lost;
  }
}

function nameOf(stream: string, fold: string): string {
  return `${fold} ${stream}`;
}
