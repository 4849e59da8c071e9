import type { RecordPlace } from '../../trace/entry.ts';
import type { Hop } from '../network-port.ts';
import type { ProgramEnd, ProgramRunner, SourceReader } from '../program-runner.ts';
import type { World } from '../world.ts';
import { Applied } from './applied.ts';

export interface BuildPorts {
  readonly runner: ProgramRunner;
  readonly reader: SourceReader;
  /** Its rows or its position have changed; `cause` says so. */
  readonly moved: (build: Build, cause: number) => void;
}

/** One version of a read model: its rows, and how far it is in its source. */
export class Build {
  readonly number: number;
  readonly applied: Applied;
  readonly #world: World;
  readonly #id: string;
  readonly #whole: boolean;
  #ports: BuildPorts | null = null;

  /** `every`: its place is saved after so many events; 1: with the rows of each. */
  constructor(world: World, id: string, number: number, every: number) {
    this.#world = world;
    this.#id = id;
    this.number = number;
    this.#whole = every === 1;
    this.applied = new Applied(every);
  }

  /** Before anything else: what it works with, which in turn calls it back. */
  wire(ports: BuildPorts): this {
    this.#ports = ports;
    return this;
  }

  get runner(): ProgramRunner {
    return (this.#ports as BuildPorts).runner;
  }

  get reader(): SourceReader {
    return (this.#ports as BuildPorts).reader;
  }

  /** An event has come. */
  accept(hop: Hop, cause: number): void {
    const { partition, offset } = placeOf(hop);
    const { trace, clock } = this.#world;
    if (this.applied.has(partition, offset)) {
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.#id, cause } as const;
      const { message } = hop;
      this.reader.handled(
        hop,
        trace.append({ ...base, kind: 'message.deduplicated', message, key: `place ${offset}` }),
      );
      return;
    }
    // What it does not react to changes no row.
    if (!this.runner.handles(hop.message.name)) return this.#apply(hop, cause);
    const why = this.runner.problemOf(hop);
    if (why !== null) {
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.#id, cause } as const;
      this.reader.failed(hop, why, trace.append({ ...base, kind: 'message.rejected', message: hop.message, why }));
      return;
    }
    this.runner.begin(hop, 0, this.#whole, cause);
  }

  /** The handler of an event has ended. */
  ended({ hop, outcome, why, cause }: ProgramEnd): void {
    if (outcome === 'failed') this.reader.failed(hop, why ?? '', cause);
    else this.#apply(hop, cause);
  }

  /** Its source has nothing more for it up to a position. */
  passed(position: number): void {
    if (!this.applied.pass(position)) return;
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.#id, cause: null } as const;
    (this.#ports as BuildPorts).moved(
      this,
      trace.append({ ...base, kind: 'view.advanced', build: this.number, position }),
    );
  }

  #apply(hop: Hop, cause: number): void {
    const { partition, offset, position = null } = placeOf(hop);
    const { trace, clock } = this.#world;
    const saved = this.applied.take(partition, offset, position);
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'view.applied',
      build: this.number,
      partition,
      place: offset,
      position: this.applied.position,
      message: hop.message,
      saved,
    });
    (this.#ports as BuildPorts).moved(this, seq);
    this.reader.handled(hop, seq);
  }
}

/** What came without a place of its own counts as later than all before it. */
function placeOf(hop: Hop): RecordPlace {
  return hop.record ?? { log: hop.from, group: '', partition: 0, offset: hop.sentSeq };
}
