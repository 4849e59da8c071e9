import { QuorumGroup } from './quorum-group.ts';
import type { QuorumSizes } from './quorum-group.ts';
import type { Leg, QuorumMessage, QuorumRead, QuorumWrite } from './quorum-operation.ts';

/** Replicas whose messages a test delivers by hand, or all of them at their times. */
export class QuorumPlay {
  readonly group: QuorumGroup<string>;
  readonly mail: QuorumMessage<string>[] = [];
  readonly committed: QuorumWrite<string>[] = [];
  readonly answered: QuorumRead<string>[] = [];
  nowUs = 0;

  constructor(sizes: QuorumSizes, delayUs: (leg: Leg, replica: number, near: number) => number = () => 0) {
    this.group = new QuorumGroup(sizes, {
      delayUs,
      send: (message) => void this.mail.push(message),
      committed: (write) => void this.committed.push(write),
      answered: (read) => void this.answered.push(read),
    });
  }

  write(number: number): QuorumWrite<string> {
    return this.group.write('row', { number, value: `v${number}` }, 0, this.nowUs);
  }

  read(): QuorumRead<string> {
    return this.group.read('row', 0, this.nowUs);
  }

  /** Delivers the first message that waits for a replica on one leg. */
  deliver(leg: Leg, replica: number): void {
    const at = this.mail.findIndex((message) => message.leg === leg && message.replica === replica);
    this.take(at);
  }

  take(at: number): void {
    const [message] = this.mail.splice(at, 1);
    if (message === undefined) throw new Error('no such message is on its way');
    this.group.deliver(message, this.nowUs);
  }

  /** Delivers everything, in the order of the times at which it is due. */
  drain(): void {
    while (this.mail.length > 0) {
      const nextUs = Math.min(...this.mail.map(({ dueUs }) => dueUs));
      this.nowUs = Math.max(this.nowUs, nextUs);
      this.take(this.mail.findIndex(({ dueUs }) => dueUs === nextUs));
    }
  }

  /** What each replica holds. */
  get held(): readonly (number | undefined)[] {
    return this.group.replicas.map((replica) => replica.read('row')?.number);
  }
}
