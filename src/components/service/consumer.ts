import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import type { TimerId } from '../../kernel/heap.ts';
import type { Consumption } from '../../scenario/scenario.ts';
import type { RecordPlace } from '../../trace/entry.ts';
import type { Data } from '../../trace/message.ts';
import { dropWords } from '../drop-words.ts';
import type { CommitData } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { membershipMachine } from './membership-machine.ts';

/** A lost commit is sent again after this. */
const COMMIT_TIMEOUT_US = 500_000;

/** One partition in the consumer's hands: one record at a time, so that order is kept. */
interface Lane {
  busy: boolean;
  attempt: number;
  /** What is to be committed: everything below is handled. */
  handled: number;
  timer: TimerId | null;
  /** Copies that came while a record was in work. */
  readonly pending: Hop[];
}

/** One service's part in one consumer group. */
export class Consumer {
  readonly spec: Consumption;
  readonly #world: World;
  readonly #owner: string;
  readonly #accept: (hop: Hop, cause: number) => void;
  readonly #membership: Actor<typeof membershipMachine>;
  readonly #lanes = new Map<number, Lane>();
  #state = 'out';
  #cause = 0;
  #generation = 0;

  /** `accept` hands a record to the service's workers. */
  constructor(world: World, owner: string, spec: Consumption, accept: (hop: Hop, cause: number) => void) {
    this.#world = world;
    this.#owner = owner;
    this.spec = spec;
    this.#accept = accept;
    this.#membership = createActor(membershipMachine, { clock: world.clock });
    this.#membership.subscribe((snapshot) => this.#moved(snapshot.value));
    this.#membership.start();
  }

  enter(cause: number): void {
    this.#cause = cause;
    this.#membership.send({ type: 'enter' });
  }

  /** The process is gone, and with it every record in its memory. */
  crash(cause: number): void {
    for (const { timer } of this.#lanes.values()) if (timer !== null) this.#world.clock.cancel(timer);
    this.#lanes.clear();
    this.#cause = cause;
    this.#membership.send({ type: 'leave' });
  }

  received(hop: Hop, cause: number): void {
    const lane = this.#lane((hop.record as RecordPlace).partition);
    if (lane.busy) {
      lane.pending.push(hop);
      return;
    }
    lane.busy = true;
    lane.attempt = 1;
    this.#accept(hop, cause);
  }

  handled(hop: Hop, cause: number): void {
    const { partition, offset } = hop.record as RecordPlace;
    const lane = this.#lane(partition);
    lane.handled = Math.max(lane.handled, offset + 1);
    this.#commit(partition, lane.handled, hop, cause);
    this.#next(lane, partition, hop.duplicate, cause);
  }

  failed(hop: Hop, why: string, cause: number): void {
    const { trace, clock } = this.#world;
    const record = hop.record as RecordPlace;
    const { message } = hop;
    const lane = this.#lane(record.partition);
    const { maxAttempts, retryDelayUs } = this.spec;
    if (maxAttempts !== null && lane.attempt >= maxAttempts) {
      const seq = trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.#owner,
        cause,
        kind: 'message.dropped',
        hop: null,
        message,
        from: hop.from,
        to: this.#owner,
        reason: 'skipped',
        why: dropWords.skipped,
        mayComeAgain: false,
      });
      this.handled(hop, seq);
      return;
    }
    lane.attempt++;
    const resumeUs = clock.nowUs + retryDelayUs;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'consumer.retrying',
      message,
      record,
      attempt: lane.attempt,
      resumeUs,
      why,
    });
    lane.timer = clock.at(resumeUs, () => {
      lane.timer = null;
      this.#accept(hop, seq);
    });
  }

  /** A commit got lost on its way. */
  commitLost(hop: Hop): void {
    const generation = this.#generation;
    const { partition } = hop.message.data as unknown as CommitData;
    this.#world.clock.after(COMMIT_TIMEOUT_US, () => {
      if (this.#state !== 'assigned' || this.#generation !== generation) return;
      this.#commit(partition, this.#lane(partition).handled, hop, null);
    });
  }

  #next(lane: Lane, partition: number, wasCopy: boolean, cause: number): void {
    const waiting = lane.pending.shift();
    lane.attempt = 1;
    lane.busy = waiting !== undefined;
    if (waiting !== undefined) this.#accept(waiting, cause);
    // The poll after a copy was made when the original was handled.
    if (!wasCopy) this.#world.log(this.spec.from).poll(this.spec.group, partition);
  }

  #commit(partition: number, offset: number, about: Hop, cause: number | null): void {
    const { messages, network } = this.#world;
    const { from, group } = this.spec;
    const data: CommitData = { group, partition, offset, generation: this.#generation };
    network.ship({
      message: messages.following(
        about.message,
        this.#owner,
        'CommitOffset',
        'command',
        data as unknown as Data,
        null,
        1,
      ),
      from: this.#owner,
      to: from,
      passage: 'commit',
      attempt: 1,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }

  #lane(partition: number): Lane {
    let lane = this.#lanes.get(partition);
    if (lane === undefined) {
      lane = { busy: false, attempt: 1, handled: 0, timer: null, pending: [] };
      this.#lanes.set(partition, lane);
    }
    return lane;
  }

  #moved(state: string): void {
    const from = this.#state;
    if (state === from) return;
    this.#state = state;
    const { trace, clock } = this.#world;
    const why =
      { joining: 'asks to join the group', assigned: 'has its partitions', out: 'its process is gone' }[state] ?? '';
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause: this.#cause,
      kind: 'state.changed',
      chart: `consumer ${this.spec.group}`,
      from,
      to: state,
      why,
    });
    this.#cause = seq;
    const log = this.#world.log(this.spec.from);
    if (state === 'assigned') this.#generation = log.join(this.spec.group, this.#owner, seq);
    else if (from === 'assigned') log.silence(this.spec.group, this.#owner);
  }
}
