import type { TimerId } from '../../kernel/heap.ts';
import type { Message } from '../../trace/message.ts';
import type { World } from '../world.ts';

type Then = (why: string | null, cause: number) => void;

interface Wait {
  readonly message: Message;
  readonly wanted: number;
  readonly seq: number;
  readonly timer: TimerId;
  readonly then: Then;
}

/** Queries that wait until a read model has got to a position: so that whoever wrote something reads it. */
export class PositionWaits {
  readonly #world: World;
  readonly #id: string;
  #waits: Wait[] = [];
  /** Of the version that serves, when it was heard of last. */
  #position = -1;

  constructor(world: World, id: string) {
    this.#world = world;
    this.#id = id;
  }

  /** Goes on at once where the position is reached; otherwise waits for `reached`, at most for `timeoutUs`. */
  add(message: Message, wanted: number, position: number, timeoutUs: number, cause: number, then: Then): void {
    if (position >= wanted) return then(null, cause);
    const { trace, clock } = this.#world;
    const untilUs = clock.nowUs + timeoutUs;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'view.awaited',
      message,
      position,
      wanted,
      untilUs,
    });
    const timer = clock.at(untilUs, () => this.#giveUp(wait));
    const wait: Wait = { message, wanted, seq, timer, then };
    this.#position = position;
    this.#waits.push(wait);
  }

  /** The version that serves is at this position now. */
  reached(position: number, cause: number): void {
    this.#position = position;
    const ready = this.#waits.filter(({ wanted }) => wanted <= position);
    if (ready.length === 0) return;
    this.#waits = this.#waits.filter(({ wanted }) => wanted > position);
    for (const wait of ready) {
      this.#world.clock.cancel(wait.timer);
      wait.then(null, this.#say(wait, 'view.reached', cause));
    }
  }

  /** The process is gone, and with it who waited. */
  crash(): void {
    for (const { timer } of this.#waits) this.#world.clock.cancel(timer);
    this.#waits = [];
  }

  #giveUp(wait: Wait): void {
    this.#waits = this.#waits.filter((one) => one !== wait);
    const seq = this.#say(wait, 'view.late', wait.seq);
    const at = this.#position < 0 ? 'has read nothing yet' : `is at position ${this.#position}`;
    wait.then(`it ${at}, not at ${wait.wanted}`, seq);
  }

  #say({ message, wanted }: Wait, kind: 'view.reached' | 'view.late', cause: number): number {
    const { trace, clock } = this.#world;
    const position = this.#position;
    return trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.#id, cause, kind, message, position, wanted });
  }
}
