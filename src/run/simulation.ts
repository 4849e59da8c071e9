import { invariant } from '../kernel/invariant.ts';
import { RandomSource } from '../kernel/random.ts';
import { VirtualClock } from '../kernel/virtual-clock.ts';
import { Client } from '../components/client/client.ts';
import type { Component } from '../components/component.ts';
import { LinkNetwork } from '../components/link/network.ts';
import { Log } from '../components/log/log.ts';
import { MessageFactory } from '../components/message-factory.ts';
import { Service } from '../components/service/service.ts';
import type { World } from '../components/world.ts';
import type { RunInput, TimedIntervention } from '../scenario/intervention.ts';
import type { ComponentSpec, Scenario } from '../scenario/scenario.ts';
import { Recorder } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import { TraceHash } from '../trace/trace-hash.ts';
import { applyIntervention } from './apply-intervention.ts';

/** Where a run ends, and says so. */
export interface Bounds {
  /** More than this: the design does something again and again that takes no time. */
  readonly eventsAtOneInstant: number;
  /** More than this: the design makes more and more messages, and memory would run out. */
  readonly entries: number;
}

const BOUNDS: Bounds = { eventsAtOneInstant: 100_000, entries: 2_000_000 };

/** A running simulation: a pure function of scenario and input, computed as far as it was asked for. */
export interface Simulation {
  readonly trace: Trace;
  readonly nowUs: number;
  /** Simulates up to and including an instant; does nothing for one that has passed. */
  advanceTo(tUs: number): void;
  /** Ends all workloads and simulates until nothing is left to happen, at most for `patienceUs`. Returns whether the run came to rest. */
  comeToRest(patienceUs: number): boolean;
  /** When something happens next; undefined when nothing ever will. */
  nextDueUs(): number | undefined;
  /** Hash of all entries at or before an instant, which must have been reached. */
  hashAt(tUs: number): string;
  /** Hash of all entries so far. */
  traceHash(): string;
}

/** Builds the run at its instant 0. Interventions take effect after everything else that is due at their instant. */
export function createSimulation(scenario: Scenario, input: RunInput, bounds: Bounds = BOUNDS): Simulation {
  return new WiredSimulation(scenario, input, bounds);
}

class WiredSimulation implements Simulation {
  readonly trace = new Recorder();
  readonly #bounds: Bounds;
  readonly #clock = new VirtualClock();
  readonly #components = new Map<string, Component>();
  readonly #world: World;
  readonly #network: LinkNetwork;
  readonly #hash = new TraceHash(this.trace);
  /** In the order of taking effect. */
  readonly #plan: readonly { readonly index: number; readonly timed: TimedIntervention }[];
  #applied = 0;
  #eventsAtInstant = 0;
  #instantUs = -1;
  #ended = false;

  constructor(scenario: Scenario, input: RunInput, bounds: Bounds) {
    this.#bounds = bounds;
    const parameters = [...scenario.parameters.values()];
    const components = this.#components;
    const world: Omit<World, 'network'> = {
      scenario,
      clock: this.#clock,
      trace: this.trace,
      random: new RandomSource(input.seed),
      messages: new MessageFactory(),
      parameters: Object.fromEntries(parameters.map(({ name, initial }) => [name, input.parameters[name] ?? initial])),
      log(id) {
        const log = components.get(id);
        invariant(log instanceof Log, () => `${id} is no log`);
        return log;
      },
    };
    this.#world = world as World;
    this.#network = new LinkNetwork(this.#world, scenario.links, scenario.network, components);
    // Network and components know each other; the world is complete from here on.
    (world as { network?: LinkNetwork }).network = this.#network;
    for (const spec of scenario.components.values()) components.set(spec.id, build(this.#world, spec));
    this.#plan = input.interventions
      .map((timed, index) => ({ index, timed }))
      .sort((a, b) => a.timed.atUs - b.timed.atUs || a.index - b.index);
    this.#start(scenario, input);
  }

  get nowUs(): number {
    return this.#clock.nowUs;
  }

  advanceTo(tUs: number): void {
    for (;;) {
      const planned = this.#plan[this.#applied];
      if (planned === undefined || planned.timed.atUs > tUs) break;
      this.#runTo(planned.timed.atUs);
      if (this.#ended) return;
      this.#applied++;
      applyIntervention(this.#world, this.#network, this.#components, planned.timed.what, planned.index);
    }
    this.#runTo(tUs);
  }

  comeToRest(patienceUs: number): boolean {
    for (const component of this.#components.values()) component.stopArrivals?.();
    const untilUs = this.#clock.nowUs + patienceUs;
    for (let dueUs = this.nextDueUs(); dueUs !== undefined && dueUs <= untilUs; dueUs = this.nextDueUs()) {
      this.advanceTo(dueUs);
    }
    return !this.#ended && this.nextDueUs() === undefined;
  }

  nextDueUs(): number | undefined {
    if (this.#ended) return undefined;
    const dueUs = this.#clock.nextDueUs() ?? Number.POSITIVE_INFINITY;
    const plannedUs = this.#plan[this.#applied]?.timed.atUs ?? Number.POSITIVE_INFINITY;
    const nextUs = Math.min(dueUs, plannedUs);
    return nextUs === Number.POSITIVE_INFINITY ? undefined : nextUs;
  }

  hashAt(tUs: number): string {
    return this.#hash.at(tUs);
  }

  traceHash(): string {
    return this.#hash.whole();
  }

  #start(scenario: Scenario, input: RunInput): void {
    const cause = this.trace.append({
      seq: this.trace.next,
      tUs: 0,
      at: 'run',
      cause: null,
      kind: 'run.started',
      scenario: scenario.id,
      variant: scenario.variant,
      seed: input.seed,
    });
    for (const component of this.#components.values()) component.start(cause);
  }

  #runTo(tUs: number): void {
    const clock = this.#clock;
    while (!this.#ended) {
      const dueUs = clock.nextDueUs();
      if (dueUs === undefined || dueUs > tUs) {
        if (tUs > clock.nowUs) clock.advanceTo(tUs);
        return;
      }
      this.#eventsAtInstant = dueUs === this.#instantUs ? this.#eventsAtInstant + 1 : 1;
      this.#instantUs = dueUs;
      if (this.#eventsAtInstant > this.#bounds.eventsAtOneInstant)
        this.#end(
          `More than ${this.#bounds.eventsAtOneInstant} things happen at one instant: something repeats without taking time. The run ends here.`,
        );
      else if (this.trace.next >= this.#bounds.entries)
        this.#end(`The run has ${this.#bounds.entries} entries, more than fit into memory for long. It ends here.`);
      else clock.step();
    }
  }

  #end(why: string): void {
    this.#ended = true;
    this.trace.append({
      seq: this.trace.next,
      tUs: this.#clock.nowUs,
      at: 'run',
      cause: null,
      kind: 'limit.reached',
      why,
    });
  }
}

function build(world: World, spec: ComponentSpec): Component {
  switch (spec.kind) {
    case 'client':
      return new Client(world, spec);
    case 'service':
      return new Service(world, spec);
    case 'log':
      return new Log(world, spec);
  }
}
