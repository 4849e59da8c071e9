import { QuorumGroup } from '../components/database/quorum-group.ts';
import type { QuorumSizes } from '../components/database/quorum-group.ts';
import type { QuorumMessage, QuorumRead, QuorumWrite } from '../components/database/quorum-operation.ts';
import type { RandomStream } from '../kernel/random.ts';
import { VirtualClock } from '../kernel/virtual-clock.ts';
import { delayOf } from './pbs-models.ts';
import type { DelayModel } from './pbs-models.ts';

/** Writes version after version; before the next one comes, each is read by readers who begin so long after its commit. */
export class PbsExperiment {
  readonly #clock = new VirtualClock();
  readonly #group: QuorumGroup<null>;
  readonly #draws: RandomStream;
  readonly #lateUs: readonly number[];
  #reads: QuorumRead<null>[] = [];
  #version = 0;
  /** By reader: for each write, 1 if the reader saw it. */
  readonly fresh: readonly number[][];
  /** For each read, how long after the commit it would have had to begin to see the write, by the replicas' own times. */
  readonly visibleUs: number[] = [];
  readonly writeUs: number[] = [];
  readonly readUs: number[] = [];

  constructor(sizes: QuorumSizes, model: DelayModel, lateUs: readonly number[], draws: RandomStream) {
    this.#lateUs = lateUs;
    this.#draws = draws;
    this.fresh = lateUs.map(() => []);
    this.#group = new QuorumGroup<null>(sizes, {
      delayUs: delayOf(model, draws),
      send: (message) => void this.#clock.atCall(message.dueUs, this.#deliver, message, null),
      committed: (_, nowUs) => {
        for (const late of this.#lateUs) this.#clock.atCall(nowUs + late, this.#read, null, null);
      },
      answered: () => {},
    });
  }

  run(writes: number): void {
    for (let i = 0; i < writes; i++) {
      this.#reads = [];
      const version = { number: ++this.#version, value: null };
      const write = this.#group.write('row', version, this.#near(), this.#clock.nowUs);
      while (this.#clock.step());
      this.#note(write);
    }
  }

  readonly #deliver = (message: QuorumMessage<null>): void => this.#group.deliver(message, this.#clock.nowUs);

  readonly #read = (): void => {
    this.#reads.push(this.#group.read('row', this.#near(), this.#clock.nowUs));
  };

  #note(write: QuorumWrite<null>): void {
    const committedUs = write.committedUs as number;
    this.writeUs.push(committedUs - write.startedUs);
    this.#reads.forEach((read, i) => {
      this.fresh[i]?.push(read.result?.number === write.version.number ? 1 : 0);
      this.readUs.push((read.answeredUs as number) - read.startedUs);
      let earliestUs = Infinity;
      for (const { replica, reachedUs } of read.answers)
        earliestUs = Math.min(earliestUs, (write.reachedUs[replica] as number) - (reachedUs - read.startedUs));
      this.visibleUs.push(Math.max(0, earliestUs - committedUs));
    });
  }

  #near(): number {
    return this.#draws.int(this.#group.sizes.replicas);
  }
}
