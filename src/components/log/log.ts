import { invariant } from '../../kernel/invariant.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { LogSpec } from '../../scenario/scenario.ts';
import type { Component } from '../component.ts';
import { Life } from '../life.ts';
import type { CommitData, GroupMember, LogPort, Transaction } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { GroupCoordinator } from './group-coordinator.ts';
import type { GroupPartition } from './group.ts';
import { partitionOf } from './partitioner.ts';
import { PlainRecords } from './plain-records.ts';
import { brokerRecords } from './records.ts';
import type { Records, RecordsHost } from './records.ts';
import { Sessions } from './sessions.ts';

/** How long a broker takes to be up again after Restart. */
const RESTART_US = 500_000;
/** A consumer that got no answer to its fetch asks again after this. */
const FETCH_TIMEOUT_US = 500_000;

/** A log broker with one topic: see spec.md beside it. */
export class Log implements Component, LogPort {
  readonly id: string;
  readonly ports = { log: this };
  readonly #world: World;
  readonly #records: Records;
  readonly #partitions: number;
  readonly #groups = new Map<string, GroupCoordinator>();
  readonly #sessions: Sessions;
  /** They asked to join while it was down. */
  #joining: { readonly group: string; readonly member: GroupMember; readonly cause: number }[] = [];
  readonly #life: Life;
  #nextKeyless = 0;

  constructor(world: World, spec: LogSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#partitions = spec.partitions;
    const host: RecordsHost = {
      world,
      spec,
      running: this.#running,
      readable: (partition) => {
        for (const group of this.#groups.values()) group.serve(partition);
      },
      shortened: (partition, end, cause) => {
        for (const group of this.#groups.values()) group.shortened(partition, end, cause);
      },
    };
    this.#records = spec.broker === undefined ? new PlainRecords(host) : brokerRecords(host);
    this.#life = new Life(world, spec.id, RESTART_US, (cause) => this.#resume(cause));
    this.#sessions = new Sessions(world.clock, (name, member, cause) => {
      const coordinator = this.#coordinator(name);
      coordinator.group.expire(member);
      coordinator.rebalance('expired', member, cause);
    });
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'commit')
      this.#coordinator((hop.message.data as unknown as CommitData).group).commit(hop, cause);
    else this.#records.append(hop, hop.produce?.partition ?? this.partitionFor(hop.message.key), cause);
  }

  /** A record that got lost on its way: the consumer's fetch times out, and it asks again. */
  undelivered(hop: Hop): void {
    if (hop.passage !== 'fetch' || hop.duplicate || hop.record === null) return;
    const { group: name, partition, offset } = hop.record;
    const { group } = this.#coordinator(name);
    this.#world.clock.after(FETCH_TIMEOUT_US, () => {
      const state = group.partitions[partition] as GroupPartition;
      if (state.lastSent === hop.sentSeq && state.member === hop.to)
        group.member(hop.to)?.fetchTimedOut(partition, offset);
    });
  }

  crash(cause: number): string | null {
    const why = this.#life.crash(cause, 0);
    if (why !== null) return why;
    this.#sessions.pause();
    this.#records.crash?.(this.#world.trace.next - 1);
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a log does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a log passes messages on as they are';
  }

  intervene(what: Intervention, cause: number): string | null {
    if (!this.#life.running) return 'it is down';
    switch (what.kind) {
      case 'expire-retention':
        return this.#records.expire(cause);
      case 'reset-offsets': {
        const coordinator = this.#groups.get(what.group);
        if (coordinator === undefined) return `no group ${what.group} reads it`;
        coordinator.rewind(what.to, cause);
        return null;
      }
      case 'crash-replica':
      case 'restart-replica':
        return this.#records.intervene === undefined
          ? 'it has one copy of its records; crash the whole log'
          : this.#records.intervene(what, cause);
      default:
        return 'a log does nothing of the kind';
    }
  }

  join(name: string, member: GroupMember, cause: number): void {
    if (!this.#life.running) {
      this.#joining.push({ group: name, member, cause });
      return;
    }
    const coordinator = this.#coordinator(name);
    const { group } = coordinator;
    const because = group.known(member.id) === null ? 'joined' : 'returned';
    group.join(member);
    this.#sessions.end(name, member.id);
    coordinator.rebalance(because, member.id, cause);
    this.#watch(name, cause);
  }

  silence(name: string, member: string, cause: number): void {
    this.#joining = this.#joining.filter((one) => one.group !== name || one.member.id !== member);
    this.#coordinator(name).group.silence(member);
    this.#watch(name, cause);
  }

  poll(name: string, partition: number, offset: number): void {
    const coordinator = this.#coordinator(name);
    (coordinator.group.partitions[partition] as GroupPartition).wanted = offset;
    coordinator.serve(partition);
  }

  partitionFor(key: string | null): number {
    return key === null ? this.#nextKeyless++ % this.#partitions : partitionOf(key, this.#partitions);
  }

  producerId(): number {
    return this.#records.producerId?.() ?? 0;
  }

  transaction(name: string, partition: number): Transaction {
    const transaction = this.#records.transaction?.(name, partition);
    invariant(transaction !== undefined, 'only the whole broker knows transactions');
    return transaction;
  }

  abort(name: string, partition: number, cause: number): void {
    this.#records.settle?.(name, partition, 'aborted', cause);
  }

  readonly #running = (): boolean => this.#life.running;

  #coordinator(name: string): GroupCoordinator {
    let coordinator = this.#groups.get(name);
    if (coordinator === undefined) {
      coordinator = new GroupCoordinator(this.#world, this.id, name, this.#partitions, this.#records, this.#running);
      this.#groups.set(name, coordinator);
    }
    return coordinator;
  }

  /** Nobody waits for a member whose partitions nobody else could read. */
  #watch(name: string, cause: number): void {
    const { group } = this.#coordinator(name);
    if (group.size < 2 || !this.#life.running) return;
    for (const id of group.silent) this.#sessions.begin(name, id, group.known(id)?.spec?.sessionTimeoutUs, cause);
  }

  #resume(cause: number): void {
    this.#records.resume?.(cause);
    const joining = this.#joining;
    this.#joining = [];
    for (const { group, member, cause: asked } of joining) this.join(group, member, asked);
    for (const [name, coordinator] of this.#groups) {
      this.#watch(name, cause);
      for (let partition = 0; partition < this.#partitions; partition++) coordinator.serve(partition);
    }
  }
}
