import type { CachedStatement } from '../../../scenario/statements/relay-statements.ts';
import type { CacheDropped, CacheMissed } from '../../../trace/entries/relay-entries.ts';
import type { Data } from '../../../trace/message.ts';
import { dataText } from '../../data-text.ts';
import type { Failure } from '../../failure.ts';
import type { Resident } from '../residents.ts';
import type { Task } from '../task.ts';
import type { Flow, VerbTools } from '../verb.ts';
import { answered, failedWith, type Outcome } from './outcome.ts';

interface Kept {
  readonly data: Data;
  readonly storedUs: number;
  readonly untilUs: number | null;
}

/** The answers that a cache has in memory, those used last at the end. */
export class KeptAnswers implements Resident {
  readonly #tools: VerbTools;
  readonly #kept = new Map<string, Kept>();
  /** Requests that wait for what another one has asked the origin for. */
  readonly #asking = new Map<string, ((outcome: Outcome, cause: number) => void)[]>();
  /** Counts the keys that were forgotten, so that an answer that was asked for before is not kept after. */
  readonly #forgotten = new Map<string, number>();

  constructor(tools: VerbTools) {
    this.#tools = tools;
  }

  cached(task: Task, statement: CachedStatement): Flow {
    const { nowUs } = this.#tools.world.clock;
    const key = dataText(statement.key.evaluate(task.scope));
    const place = `${statement.message} ${key}`;
    const kept = this.#kept.get(place);
    if (kept !== undefined && (kept.untilUs === null || nowUs < kept.untilUs)) {
      this.#hit(task, place, key, kept, false);
      task.scope[statement.as] = answered(kept.data);
      return 'next';
    }
    const waiting = statement.coalesce ? this.#asking.get(place) : undefined;
    this.#missed(task, key, waiting !== undefined ? 'coalesced' : kept === undefined ? 'absent' : 'expired');
    const goOn = (outcome: Outcome, cause: number): void => {
      task.scope[statement.as] = outcome;
      this.#tools.go(task, cause);
    };
    if (waiting !== undefined) waiting.push(goOn);
    else this.#ask(task, statement, key, place, goOn);
    return 'suspended';
  }

  /** Forgets every answer under a key. */
  invalidate(key: string, cause: number): void {
    for (const place of [...this.#kept.keys(), ...this.#asking.keys()]) {
      if (place.slice(place.indexOf(' ') + 1) !== key) continue;
      this.#forgotten.set(place, (this.#forgotten.get(place) ?? 0) + 1);
      if (this.#kept.delete(place)) this.#dropped(key, 'invalidated', cause);
    }
  }

  crash(cause: number): void {
    for (const place of this.#kept.keys()) this.#dropped(place.slice(place.indexOf(' ') + 1), 'crash', cause);
    this.#kept.clear();
    this.#asking.clear();
  }

  start(): void {}

  #ask(
    task: Task,
    statement: CachedStatement,
    key: string,
    place: string,
    goOn: (outcome: Outcome, cause: number) => void,
  ): void {
    const waiting: ((outcome: Outcome, cause: number) => void)[] = [goOn];
    if (statement.coalesce) this.#asking.set(place, waiting);
    const forgotten = this.#forgotten.get(place) ?? 0;
    const finish = (outcome: Outcome, cause: number): void => {
      if (this.#asking.get(place) === waiting) this.#asking.delete(place);
      for (const go of waiting) go(outcome, cause);
    };
    this.#tools.exchanges.begin(
      {
        message: this.#tools.messenger.make(task, statement.message, task.hop.message.data, null),
        to: statement.origin,
        passage: 'call',
        timeoutUs: statement.timeoutUs,
        retry: null,
        answered: (answer, by) => {
          const isFresh = (this.#forgotten.get(place) ?? 0) === forgotten;
          finish(answered(answer.data), isFresh ? this.#store(statement, key, place, answer.data, by) : by);
        },
        failed: (failure, by) => this.#failed(task, statement, key, place, failure, by, finish),
      },
      task.cause,
    );
  }

  #failed(
    task: Task,
    { staleIfError }: CachedStatement,
    key: string,
    place: string,
    failure: Failure,
    cause: number,
    finish: (outcome: Outcome, cause: number) => void,
  ): void {
    const kept = this.#kept.get(place);
    if (!staleIfError || kept === undefined || failure.code === 'refused') return finish(failedWith(failure), cause);
    task.cause = cause;
    this.#hit(task, place, key, kept, true);
    finish(answered(kept.data), task.cause);
  }

  #store({ ttlUs, capacity }: CachedStatement, key: string, place: string, data: Data, cause: number): number {
    const { trace, clock } = this.#tools.world;
    const untilUs = ttlUs === null ? null : clock.nowUs + ttlUs;
    this.#kept.delete(place);
    this.#kept.set(place, { data, storedUs: clock.nowUs, untilUs });
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause,
      kind: 'cache.stored',
      key,
      untilUs,
    });
    if (capacity !== null && this.#kept.size > capacity) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest as string);
      this.#dropped((oldest as string).slice((oldest as string).indexOf(' ') + 1), 'capacity', seq);
    }
    return seq;
  }

  #hit(task: Task, place: string, key: string, kept: Kept, stale: boolean): void {
    const { trace, clock } = this.#tools.world;
    this.#kept.delete(place);
    this.#kept.set(place, kept);
    task.cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause: task.cause,
      kind: 'cache.hit',
      message: task.hop.message,
      key,
      ageUs: clock.nowUs - kept.storedUs,
      stale,
    });
  }

  #missed(task: Task, key: string, why: CacheMissed['why']): void {
    const { trace, clock } = this.#tools.world;
    task.cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause: task.cause,
      kind: 'cache.missed',
      message: task.hop.message,
      key,
      why,
    });
  }

  #dropped(key: string, why: CacheDropped['why'], cause: number): void {
    const { trace, clock } = this.#tools.world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause,
      kind: 'cache.dropped',
      key,
      why,
    });
  }
}
