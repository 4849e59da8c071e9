import { compileDistribution } from '../../kernel/distribution.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { ReplicasSpec } from '../../scenario/kinds/database-spec.ts';
import type { World } from '../world.ts';
import { QuorumGroup } from './quorum-group.ts';
import type { Leg, QuorumMessage, QuorumRead, QuorumWrite } from './quorum-operation.ts';
import type { RowVersion } from './row-version.ts';
import { SessionReads } from './session-reads.ts';

/** A row in its table. */
export interface Place {
  readonly table: string;
  readonly key: string;
}

interface OpenWrite extends Place {
  readonly label: string;
  readonly cause: number;
  readonly done: (cause: number) => void;
}

interface OpenRead extends Place {
  readonly label: string;
  readonly reader: string;
  readonly newest: number;
  readonly cause: number;
  readonly done: (row: RowVersion | null, cause: number) => void;
}

/** The replicas of a database on the world's clock. What is between them and their coordinator is no link of the scenario. */
export class Replicas {
  readonly #world: World;
  readonly #owner: string;
  readonly #group: QuorumGroup<RowVersion>;
  readonly #draws: RandomStream;
  readonly #isWide: boolean;
  readonly #writes = new Map<QuorumWrite<RowVersion>, OpenWrite>();
  readonly #reads = new Map<QuorumRead<RowVersion>, OpenRead>();
  /** The newest version of each row that W replicas have acknowledged. */
  readonly #newest = new Map<string, number>();
  readonly #sessions = new SessionReads();
  /** Counts crashes: what was under way at one never arrives. */
  #life = 0;

  constructor(world: World, owner: string, { count, read, write, delays, remoteUs }: ReplicasSpec) {
    this.#world = world;
    this.#owner = owner;
    this.#isWide = remoteUs > 0;
    this.#draws = world.random.stream(owner, 'nearest replica');
    const legs: readonly Leg[] = ['write', 'ack', 'read', 'answer'];
    const samples = new Map(
      legs.map((leg) => [
        leg,
        [compileDistribution(delays[leg]), world.random.stream(owner, `replicas ${leg}`)] as const,
      ]),
    );
    this.#group = new QuorumGroup(
      { replicas: count, read, write },
      {
        delayUs: (leg, replica, near) => {
          const [sample, draws] = samples.get(leg) as NonNullable<ReturnType<typeof samples.get>>;
          return sample(draws) + (replica === near ? 0 : remoteUs);
        },
        send: (message) => void world.clock.atCall(message.dueUs, this.#deliver, message, this.#life),
        committed: (operation) => this.#committed(operation),
        answered: (operation) => this.#answered(operation),
      },
    );
  }

  /** Rows that are everywhere from the start. */
  preload(place: Place, row: RowVersion): void {
    this.#group.preload(idOf(place), { number: row.version, value: row });
    this.#newest.set(idOf(place), row.version);
  }

  /** Calls `done` when W replicas have the row. */
  write(place: Place, row: RowVersion, label: string, cause: number, done: (cause: number) => void): void {
    const version = { number: row.version, value: row };
    const operation = this.#group.write(idOf(place), version, this.#near(), this.#world.clock.nowUs);
    this.#writes.set(operation, { ...place, label, cause, done });
  }

  /** Calls `done` with the newest row of the first R answers. */
  read(
    place: Place,
    reader: string,
    label: string,
    cause: number,
    done: (row: RowVersion | null, cause: number) => void,
  ): void {
    const newest = this.#newest.get(idOf(place)) ?? 0;
    const operation = this.#group.read(idOf(place), this.#near(), this.#world.clock.nowUs);
    this.#reads.set(operation, { ...place, label, reader, newest, cause, done });
  }

  crash(): void {
    this.#life++;
    this.#writes.clear();
    this.#reads.clear();
  }

  /** After a restart the replicas get what the log has and they have not. */
  recover(rows: Iterable<readonly [place: Place, row: RowVersion]>, cause: number): void {
    for (const [place, row] of rows) {
      this.#newest.set(idOf(place), row.version);
      this.#group.replicas.forEach((replica, index) => {
        if (replica.apply(idOf(place), { number: row.version, value: row }))
          this.#applied(index, place, row.version, 0, false, '', cause);
      });
    }
  }

  #near(): number {
    return this.#isWide ? this.#draws.int(this.#group.sizes.replicas) : 0;
  }

  readonly #deliver = (message: QuorumMessage<RowVersion>, life: number): void => {
    if (life !== this.#life) return;
    const { leg, operation, replica } = message;
    const { nowUs } = this.#world.clock;
    const open = operation.kind === 'write' ? this.#writes.get(operation) : undefined;
    if (leg === 'write' && operation.kind === 'write' && open !== undefined) {
      const held = this.#group.replicas[replica]?.read(operation.key)?.number ?? 0;
      const { number } = operation.version;
      this.#applied(replica, open, number, nowUs - operation.startedUs, held > number, open.label, open.cause);
    }
    this.#group.deliver(message, nowUs);
    if (operation.kind === 'write' && operation.acks === this.#group.sizes.replicas) this.#writes.delete(operation);
  };

  #applied(
    replica: number,
    { table, key }: Place,
    version: number,
    tookUs: number,
    overtaken: boolean,
    label: string,
    cause: number,
  ): void {
    const { trace, clock } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'replica.applied',
      replica,
      table,
      key,
      version,
      tookUs,
      overtaken,
      label,
    });
  }

  #committed(operation: QuorumWrite<RowVersion>): void {
    const open = this.#writes.get(operation) as OpenWrite;
    const { key, version } = operation;
    this.#newest.set(key, Math.max(this.#newest.get(key) ?? 0, version.number));
    open.done(this.#world.trace.next - 1);
  }

  #answered(operation: QuorumRead<RowVersion>): void {
    const { table, key, label, reader, newest, cause, done } = this.#reads.get(operation) as OpenRead;
    this.#reads.delete(operation);
    const version = operation.result?.number ?? 0;
    const { trace, clock } = this.#world;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'replica.read',
      table,
      key,
      replicas: operation.answers.map(({ replica }) => replica),
      version,
      newest,
      backwards: this.#sessions.note(reader, operation.key, version),
      label,
    });
    done(operation.result?.value ?? null, seq);
  }
}

function idOf({ table, key }: Place): string {
  return `${table}/${key}`;
}
