import type { VirtualClock } from '../../../kernel/virtual-clock.ts';
import type { FetchAnswer, FetchRequest } from '../replication/follower-fetch.ts';
import type { ReplicatedPartition } from '../replication/replicated-partition.ts';

export interface FollowerHost<Value> {
  readonly clock: VirtualClock;
  /** One way between the leader and a follower. */
  readonly tripUs: (follower: number) => number;
  /** Runs a step and tells what it brought about. */
  readonly step: <T>(follower: number, act: () => T) => T;
  /** The follower has copied records. */
  readonly copied: (follower: number, answer: FetchAnswer<Value>) => void;
}

/** The followers of one partition, each of which asks its leader for what comes next, again and again. */
export class Followers<Value> {
  readonly #partition: ReplicatedPartition<Value>;
  readonly #host: FollowerHost<Value>;
  /** Requests that wait at the leader for records to come. */
  readonly #waiting = new Map<number, FetchRequest>();
  /** Counts the beginnings of each follower's asking: what comes of an earlier one is stale. */
  readonly #rounds = new Map<number, number>();

  constructor(partition: ReplicatedPartition<Value>, host: FollowerHost<Value>) {
    this.#partition = partition;
    this.#host = host;
  }

  /** The follower begins to ask anew, if it is up and somebody else leads. */
  begin(follower: number): void {
    const round = (this.#rounds.get(follower) ?? 0) + 1;
    this.#rounds.set(follower, round);
    this.#waiting.delete(follower);
    this.#ask(follower, round);
  }

  /** There is something new at the leader. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [follower, request] of waiting) this.#serve(request, this.#rounds.get(follower) ?? 0);
  }

  #ask(follower: number, round: number): void {
    const { clock, tripUs } = this.#host;
    const request = this.#partition.fetchRequest(follower);
    if (request === null) return;
    clock.after(tripUs(follower), () => {
      if (this.#rounds.get(follower) === round) this.#serve(request, round);
    });
  }

  #serve(request: FetchRequest, round: number): void {
    const { follower } = request;
    const { clock, tripUs, step } = this.#host;
    const answer = step(follower, () => this.#partition.serveFetch(request, clock.nowUs));
    // The leader is down: whoever leads next will be asked.
    if (answer === null) return;
    if (this.#rounds.get(follower) !== round) return;
    if (isEmpty(answer, this.#partition.replica(follower).log)) {
      this.#waiting.set(follower, request);
      return;
    }
    clock.after(tripUs(follower), () => {
      if (this.#rounds.get(follower) !== round) return;
      const { log } = this.#partition.replica(follower);
      const before = log.endOffset;
      step(follower, () => this.#partition.takeFetched(answer, clock.nowUs));
      if (log.endOffset > before) this.#host.copied(follower, answer);
      this.#ask(follower, round);
    });
  }
}

function isEmpty(
  { records, diverging, nextOffset, startOffset }: FetchAnswer<unknown>,
  log: { readonly endOffset: number; readonly startOffset: number },
): boolean {
  return records.length === 0 && diverging === null && nextOffset === log.endOffset && startOffset <= log.startOffset;
}
