import type { Intervention } from '../../scenario/intervention.ts';
import type { ViewSpec } from '../../scenario/kinds/view-spec.ts';
import type { Program } from '../../scenario/program.ts';
import type { Consumption, Row } from '../../scenario/scenario.ts';
import type { Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { ProgramRunner, ReadsSource, RunnerPorts } from '../program-runner.ts';
import type { ViewPort } from '../view-port.ts';
import type { World } from '../world.ts';
import { Build } from './build.ts';
import { PositionWaits } from './position-waits.ts';
import { Queries } from './queries.ts';
import { drop } from './view-words.ts';

/** What a view is made of that other kinds have: run wires them. */
export interface ViewParts {
  readonly runner: (programs: ReadonlyMap<string, Program>, build: number, ports: RunnerPorts) => ProgramRunner;
  readonly reads: ReadsSource;
}

/** A read model: see spec.md beside it. */
export class View implements Component, ViewPort {
  readonly id: string;
  readonly ports = { view: this };
  readonly #world: World;
  readonly #spec: ViewSpec;
  readonly #parts: ViewParts;
  readonly #life: Life;
  readonly #waits: PositionWaits;
  readonly #queries: Queries;
  #serving: Build;
  #building: Build | null = null;
  /** It served before, and may still be answering queries. */
  #retired: Build | null = null;

  constructor(world: World, spec: ViewSpec, parts: ViewParts) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#parts = parts;
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.start(cause));
    this.#waits = new PositionWaits(world, spec.id);
    this.#serving = this.#make(1);
    this.#queries = new Queries(world, spec, this, () => this.#serving.runner);
  }

  start(cause: number): void {
    for (const { reader } of this.#builds) reader.enter(cause);
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'fetch' || hop.passage === 'delivery') {
      const build = this.#builds.find(({ reader }) => reader.takes(hop));
      // It was on its way to a version that no longer is.
      if (build === undefined) drop(this.#world, this.id, hop, 'nobody-waits', cause);
      else build.reader.received(hop, cause);
    } else if (hop.passage === 'reply' || hop.passage === 'ack') drop(this.#world, this.id, hop, 'nobody-waits', cause);
    else this.#queries.take(hop, cause);
  }

  undelivered(hop: Hop, cause: number): void {
    if (hop.to === this.#spec.consumes[0].from) for (const { reader } of this.#builds) reader.undelivered(hop, cause);
  }

  crash(cause: number): string | null {
    const running = this.#builds.reduce((sum, { runner, reader }) => sum + runner.running + reader.held, 0);
    const why = this.#life.crash(cause, running + this.#queries.waiting);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    const retired = this.#retired?.runner.crash(seq) ?? [];
    const lost = [...retired, ...this.#builds.flatMap(({ runner }) => runner.crash(seq)), ...this.#queries.crash()];
    for (const hop of lost) drop(this.#world, this.id, hop, 'crash', seq);
    for (const { reader, applied } of this.#builds) {
      reader.crash(seq);
      applied.crash();
    }
    this.#waits.crash();
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(factor: number, cause: number): string | null {
    return this.#life.slow(factor, cause);
  }

  rename(): string {
    return 'a view sends nothing but answers';
  }

  intervene(what: Intervention, cause: number): string | null {
    if (what.kind !== 'rebuild-view') return 'that does nothing to a view';
    if (!this.#life.running) return 'it is down';
    if (this.#building !== null) return `version ${this.#building.number} of it is on its way already`;
    const building = this.#make(this.#serving.number + 1);
    this.#building = building;
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause } as const;
    const seq = trace.append({ ...base, kind: 'view.rebuilding', build: building.number });
    building.reader.enter(seq);
    this.#switch(seq);
    return null;
  }

  await(
    message: Message,
    wanted: number,
    timeoutUs: number,
    cause: number,
    then: (why: string | null, cause: number) => void,
  ): void {
    this.#waits.add(message, wanted, this.#serving.applied.position, timeoutUs, cause, then);
  }

  row(table: string, key: string): Row | null {
    return this.#serving.runner.row(table, key);
  }

  get #builds(): readonly Build[] {
    return this.#building === null ? [this.#serving] : [this.#serving, this.#building];
  }

  /** A version without rows, before the first event. */
  #make(number: number): Build {
    const { id, checkpointEvery, consumes } = this.#spec;
    const build = new Build(this.#world, id, number, checkpointEvery);
    const runner = this.#parts.runner(this.#programsOf(number), number, {
      factor: () => this.#life.factor,
      ended: (end) => {
        if (!isEvent(end.hop)) this.#queries.ended(end);
        else if (this.#builds.includes(build)) build.ended(end);
      },
    });
    const reader = this.#parts.reads(consumptionOf(consumes[0], number, checkpointEvery), {
      accept: (hop, cause) => build.accept(hop, cause),
      queue: (hop, cause) => this.#queries.queue(hop, cause),
      drop: (hop, reason, cause) => drop(this.#world, id, hop, reason, cause),
      caughtUp: (position) => build.passed(position),
    });
    return build.wire({ runner, reader, moved: (_, cause) => this.#moved(build, cause) });
  }

  /** From its second version on it has the handlers that it was mended with. */
  #programsOf(number: number): ReadonlyMap<string, Program> {
    const { handlers, nextHandlers } = this.#spec;
    return number === 1 ? handlers : new Map([...handlers, ...nextHandlers]);
  }

  #moved(build: Build, cause: number): void {
    if (build === this.#serving) this.#waits.reached(build.applied.position, cause);
    this.#switch(cause);
  }

  /** The new version serves as soon as it is as far as the old one. */
  #switch(cause: number): void {
    const old = this.#serving;
    const building = this.#building;
    if (building === null || !building.applied.covers(old.applied)) return;
    this.#retired = old;
    this.#serving = building;
    this.#building = null;
    const { trace, clock } = this.#world;
    const { position } = building.applied;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause } as const;
    const seq = trace.append({ ...base, kind: 'view.switched', from: old.number, build: building.number, position });
    // Queries that it is answering come to their end; what it has read last is of no use any more.
    if (old.reader.retire === undefined) old.reader.crash(seq);
    else old.reader.retire(seq);
    this.#waits.reached(position, seq);
  }
}

/** Each version reads on its own, from the beginning. */
function consumptionOf(spec: Consumption, number: number, checkpointEvery: number): Consumption {
  const group = number === 1 ? spec.group : `${spec.group}-v${number}`;
  if (spec.source === 'event-store') return { ...spec, group, checkpointEvery, ...(number > 1 && { after: 'start' }) };
  return { ...spec, group };
}

function isEvent({ passage }: Hop): boolean {
  return passage === 'fetch' || passage === 'delivery';
}
