import { invariant } from '../kernel/invariant.ts';
import { RandomSource } from '../kernel/random.ts';
import { US_PER_SECOND } from '../kernel/time.ts';
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
import type { Entry } from '../trace/entry.ts';
import { Recorder } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import { TraceHash } from '../trace/trace-hash.ts';
import type { TraceSink } from '../trace/trace-sink.ts';
import { TraceStream } from '../trace/trace-stream.ts';
import { applyIntervention } from './apply-intervention.ts';
import { guardOf } from './guard.ts';
import { ownClocks, type RunControl } from './intervention.ts';
import { buildKind } from './kind.ts';
import { type Bounds, BOUNDS, RunBudget } from './run-budget.ts';

/** A run that goes on as far as it is asked to. */
export interface Progress {
  readonly nowUs: number;
  /** Simulates up to and including an instant; does nothing for one that has passed. */
  advanceTo(tUs: number): void;
  /** Ends all workloads and simulates until nothing is left to happen, at most for `patienceUs`. Returns whether the run came to rest. */
  comeToRest(patienceUs: number): boolean;
  /** When something happens next; undefined when nothing ever will. */
  nextDueUs(): number | undefined;
}

/** A running simulation: a pure function of scenario and input, computed as far as it was asked for. */
export interface Simulation extends Progress {
  readonly trace: Trace;
  /** Hash of all entries at or before an instant, which must have been reached. */
  hashAt(tUs: number): string;
  /** Hash of all entries so far. */
  traceHash(): string;
}

/** Builds the run at its instant 0. Interventions take effect after everything else that is due at their instant. */
export function createSimulation(scenario: Scenario, input: RunInput, bounds: Bounds = BOUNDS): Simulation {
  return new RecordedSimulation(scenario, input, bounds, new Recorder());
}

/** The same run, whose entries are told to a listener and not kept, so that memory bounds neither their number nor their rate. */
export function streamSimulation(scenario: Scenario, input: RunInput, listen: (entry: Entry) => void): Progress {
  const unbounded = Number.POSITIVE_INFINITY;
  const bounds = { ...BOUNDS, entries: unbounded, entriesPerSecond: unbounded };
  return new WiredSimulation(scenario, input, bounds, new TraceStream(listen));
}

class WiredSimulation implements Progress {
  readonly #trace: TraceSink;
  readonly #budget: RunBudget;
  readonly #clock = new VirtualClock();
  readonly #components = new Map<string, Component>();
  readonly #world: World;
  readonly #control: RunControl;
  /** In the order of taking effect. */
  readonly #plan: readonly { readonly index: number; readonly timed: TimedIntervention }[];
  #applied = 0;
  #ended = false;

  constructor(scenario: Scenario, input: RunInput, bounds: Bounds, trace: TraceSink) {
    this.#budget = new RunBudget(bounds);
    this.#trace = trace;
    const parameters = [...scenario.parameters.values()];
    const components = this.#components;
    const world: Omit<World, 'network'> = {
      scenario,
      clock: this.#clock,
      trace,
      random: new RandomSource(input.seed),
      messages: new MessageFactory(),
      steps: this.#budget.steps,
      functions: functionsOf(this.#clock),
      parameters: Object.fromEntries(parameters.map(({ name, initial }) => [name, input.parameters[name] ?? initial])),
      port(name, id) {
        const port = components.get(id)?.ports?.[name];
        invariant(port !== undefined, () => `${id} is no ${name}`);
        return port;
      },
    };
    this.#world = world as World;
    const network = new LinkNetwork(this.#world, scenario.links, scenario.network, components);
    // Network and components know each other; the world is complete from here on.
    (world as { network?: LinkNetwork }).network = network;
    if (scenario.security !== undefined)
      (world as { guard?: World['guard'] }).guard = guardOf(this.#world, scenario.security, components);
    const clocks = ownClocks(input.interventions, this.#clock);
    this.#control = { world: this.#world, network, components, clocks, pauses: new Map() };
    for (const spec of scenario.components.values()) {
      const clock = clocks.get(spec.id);
      const own = clock === undefined ? this.#world : { ...this.#world, clock, functions: functionsOf(clock) };
      components.set(spec.id, build(own, own.guard?.admit(spec) ?? spec));
    }
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
      applyIntervention(this.#control, planned.timed.what, planned.index);
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

  #start(scenario: Scenario, input: RunInput): void {
    const cause = this.#trace.append({
      seq: this.#trace.next,
      tUs: 0,
      at: 'run',
      cause: null,
      kind: 'run.started',
      scenario: scenario.id,
      variant: scenario.variant,
      seed: input.seed,
    });
    for (const [id, component] of this.#components) {
      if (scenario.components.get(id)?.absent !== true) component.start(cause);
      else this.#stayAway(id, cause);
    }
    this.#world.guard?.start(cause);
  }

  #stayAway(id: string, cause: number): void {
    this.#control.network.closed.set(id, null);
    this.#trace.append({
      seq: this.#trace.next,
      tUs: 0,
      at: id,
      cause,
      kind: 'state.changed',
      chart: 'process',
      from: 'running',
      to: 'absent',
      why: 'it joins later',
    });
  }

  #runTo(tUs: number): void {
    const clock = this.#clock;
    while (!this.#ended) {
      const dueUs = clock.nextDueUs();
      if (dueUs === undefined || dueUs > tUs) {
        if (tUs > clock.nowUs) clock.advanceTo(tUs);
        return;
      }
      const why = this.#budget.spend(dueUs, this.#trace.next) ?? this.#step();
      if (why !== null) this.#end(why);
    }
  }

  /** Returns why nothing may happen after it, or null. */
  #step(): string | null {
    this.#clock.step();
    return this.#budget.overspent();
  }

  #end(why: string): void {
    this.#ended = true;
    this.#trace.append({
      seq: this.#trace.next,
      tUs: this.#clock.nowUs,
      at: 'run',
      cause: null,
      kind: 'limit.reached',
      why,
    });
  }
}

class RecordedSimulation extends WiredSimulation implements Simulation {
  readonly trace: Recorder;
  readonly #hash: TraceHash;

  constructor(scenario: Scenario, input: RunInput, bounds: Bounds, trace: Recorder) {
    super(scenario, input, bounds, trace);
    this.trace = trace;
    this.#hash = new TraceHash(trace);
  }

  hashAt(tUs: number): string {
    return this.#hash.at(tUs);
  }

  traceHash(): string {
    return this.#hash.whole();
  }
}

/** In seconds, as conditions have it. */
function functionsOf(clock: VirtualClock): World['functions'] {
  return { now: () => clock.wallUs / US_PER_SECOND };
}

function build(world: World, spec: ComponentSpec): Component {
  switch (spec.kind) {
    case 'client':
      return new Client(world, spec);
    case 'service':
      return new Service(world, spec);
    case 'log':
      return new Log(world, spec);
    default:
      return buildKind(world, spec);
  }
}
