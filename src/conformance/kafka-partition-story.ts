import { TOPIC_DEFAULTS } from '../components/log/kafka-defaults.ts';
import { NO_LEADER } from '../components/log/replication/elect-leader.ts';
import type { PartitionEvent } from '../components/log/replication/partition-event.ts';
import type { Acks, Produced } from '../components/log/replication/produce.ts';
import { ReplicatedPartition } from '../components/log/replication/replicated-partition.ts';

export interface StoryOf {
  /** Number of replicas, which are called 1, 2, 3… */
  readonly rf: number;
  readonly acks: string | number;
  readonly minISR: number;
  readonly isr: readonly number[];
  /** In words: what happens, in phrases between commas and semicolons. */
  readonly event: string;
}

/** What an amount that the words leave open stands for. */
const SOME = 3;
const RECORD = 'the record';
const STAMP = { producerId: 1, epoch: 0, baseSequence: 0 };

/** A partition on which the event of a story happens. */
export class PartitionStory {
  /** Phrases of the event that mean nothing to it, or say what did not happen. */
  readonly notUnderstood: string[] = [];
  readonly #told: StoryOf;
  readonly #copied: boolean;
  readonly #partition: ReplicatedPartition<string>;
  readonly #events: PartitionEvent<string>[] = [];
  readonly #acks: Acks;
  #sent: Produced | null = null;
  #nowUs = 0;

  /** `copied`: followers have the record before its producer hears of it, where the story leaves that open. */
  constructor(told: StoryOf, copied = false) {
    this.#told = told;
    this.#copied = copied;
    this.#acks = /^(?:all|-1)$/.test(`${told.acks}`) ? 'all' : (Number(told.acks) as 0 | 1);
    const first = Number(/leader (\d+)/.exec(told.event)?.[1] ?? told.isr[0]);
    const config = {
      ...TOPIC_DEFAULTS,
      replicas: [first, ...this.#ids().filter((id) => id !== first)],
      minInsyncReplicas: told.minISR,
      uncleanElection: told.event.includes('unclean.leader.election.enable=true'),
      maxLagUs: TOPIC_DEFAULTS.replicaLagTimeMaxUs,
      compacted: false,
    };
    this.#partition = new ReplicatedPartition<string>(config, 0, (event) => this.#events.push(event));
    this.#begin();
    for (const phrase of told.event.split(/[,;]|\bthen\b/).map((text) => text.trim())) {
      if (phrase !== '' && !this.#happens(phrase)) this.notUnderstood.push(phrase);
    }
  }

  /** The same story, in which the followers have the record. */
  withCopy(): PartitionStory {
    return new PartitionStory(this.#told, true);
  }

  get leader(): number {
    return this.#partition.leader;
  }

  get refusal(): string | null {
    return this.#sent?.kind === 'refused' ? this.#sent.error : null;
  }

  get acknowledged(): boolean {
    if (this.#sent === null || this.#sent.kind === 'refused') return false;
    const { acknowledged, ticket } = this.#sent;
    return acknowledged || this.#events.some((event) => event.kind === 'acknowledged' && event.ticket === ticket);
  }

  /** What the record's producer saw, or another one sees now where the story has none. */
  producerSaw(): string {
    const refusal = this.#sent === null ? this.#produce('another record') : this.#sent;
    const isRefused = refusal.kind === 'refused';
    if (isRefused && refusal.error === 'LeaderNotAvailableException') return 'unavailable';
    if (isRefused) return refusal.error.replace(/Exception$/, '');
    if (this.#sent === null) return 'available';
    return this.acknowledged ? 'ack' : 'no ack (retry)';
  }

  isStored(): boolean {
    return this.#copies() > 0;
  }

  isOffline(): boolean {
    return this.leader === NO_LEADER;
  }

  isToldLost(): boolean {
    return this.#lost().some(({ value }) => value === RECORD);
  }

  lostCount(): number {
    return this.#lost().length;
  }

  /** A number, or what a letter stands for. */
  amount(word: string): number {
    return /^\d+$/.test(word) ? Number(word) : SOME;
  }

  /** Whether the record, sent again until it is acknowledged, is stored once. */
  retriedOnce(): boolean {
    // Who was behind catches up, so that enough are in sync again.
    this.#copy(this.#ids(), 3);
    this.#sent = this.#produce(RECORD, STAMP);
    this.#copy(this.#ids(), 3);
    return this.acknowledged && this.#copies() === 1;
  }

  /** Whether the replica comes back as the leader, with everything. */
  comesBackWith(id: number): boolean {
    this.#partition.restart(id, this.#nowUs);
    return this.leader === id && this.lostCount() === 0;
  }

  /** Whether records written now get the offsets of lost ones. */
  reusesOffsets(): boolean {
    const lost = this.#lost();
    // As many as were lost are enough, unless they are refused.
    for (const _ of lost) this.#produce('a later record');
    return lost.length > 0 && lost.every((record) => this.#leaderLog().at(record.offset) !== record);
  }

  /** Whether the replica, when it is back, gives up what the leader does not have, and has the same log then. */
  truncatesOnReturn(id: number): boolean {
    this.#partition.restart(id, this.#nowUs);
    this.#copy([id], 3);
    const log = this.#partition.replica(id).log.read(0);
    const leaders = this.#leaderLog().read(0);
    const isEqual = log.length === leaders.length && log.every((record, index) => record === leaders[index]);
    return isEqual && this.#events.some((event) => event.kind === 'truncated' && event.replica === id);
  }

  /** All replicas have something in common; then those out of sync fall behind. */
  #begin(): void {
    const { isr, event } = this.#told;
    this.#produce('an earlier record');
    this.#copy(this.#ids(), 2);
    const lag = /(\d+) lags by (\w+) records?/.exec(event);
    const behind = this.#ids().filter((id) => !isr.includes(id) || id === Number(lag?.[1]));
    if (behind.length === 0) return;
    for (let i = 0; i < this.amount(lag?.[2] ?? '1'); i++) this.#produce(`record ${i}`);
    for (let i = 0; i < 4; i++) {
      this.#nowUs += TOPIC_DEFAULTS.replicaLagTimeMaxUs / 2;
      this.#copy(
        this.#ids().filter((id) => !behind.includes(id)),
        2,
      );
    }
    if (isr.length < this.#told.rf) this.#partition.expireLagging(this.#nowUs);
  }

  #happens(phrase: string): boolean {
    if (/^unclean\.leader\.election\.enable=|^\d+ lags by |^before /.test(phrase)) return true;
    const isWritten = /\bwrite\b|^produce\b|after local append/.test(phrase);
    if (isWritten) this.#write();
    const gone = /^(?:(?:leader |broker |replica )?(\d+) |leader )?(?:crashes|dies|fails|is lost)\b/.exec(phrase);
    if (gone) {
      const id = gone[1] === undefined ? this.leader : Number(gone[1]);
      this.#partition.crash(id);
      this.#partition.fence(id, this.#nowUs);
    }
    const elected = /^(\d+) elected \((clean|unclean)\)|^(unclean|clean) election of (\d+)/.exec(phrase);
    if (elected) {
      const [, before, how, kind = how, after] = elected;
      this.#partition.elect(kind === 'unclean' ? 'UNCLEAN' : 'ONLINE', this.#nowUs);
      return this.leader === Number(before ?? after);
    }
    const back = /^(\d+) (?:returns|restarts|comes back)/.exec(phrase);
    if (back) this.#partition.restart(Number(back[1]), this.#nowUs);
    return isWritten || gone !== null || back !== null;
  }

  #write(): void {
    this.#sent = this.#produce(RECORD, STAMP);
    const isEarly = /after local append|before (?:the )?(?:followers|ISR)/.test(this.#told.event);
    if (!isEarly) this.#copy(this.#partition.isr, 2);
    else if (this.#copied) this.#copy(this.#partition.isr, 1);
  }

  #produce(value: string, stamp: typeof STAMP | null = null): Produced {
    const record = { key: null, value, bytes: 1, timeUs: this.#nowUs };
    return this.#partition.produce([record], this.#acks, this.#nowUs, stamp);
  }

  /** The followers fetch, so often. */
  #copy(followers: readonly number[], times: number): void {
    for (let i = 0; i < times; i++) {
      for (const follower of followers) {
        const request = this.#partition.fetchRequest(follower);
        const answer = request && this.#partition.serveFetch(request, this.#nowUs);
        if (answer) this.#partition.takeFetched(answer, this.#nowUs);
      }
    }
  }

  #ids(): readonly number[] {
    return Array.from({ length: this.#told.rf }, (_, index) => index + 1);
  }

  /** The leader's log; while nobody leads, that of the replica which the partition waits for. */
  #leaderLog() {
    return this.#partition.replica(this.isOffline() ? (this.#partition.isr[0] ?? 1) : this.leader).log;
  }

  #copies(): number {
    return this.#leaderLog()
      .read(0)
      .filter(({ value }) => value === RECORD).length;
  }

  #lost() {
    return this.#events.flatMap((event) => (event.kind === 'lost' ? event.records : []));
  }
}
