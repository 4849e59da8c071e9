import type { RunInput, TimedIntervention } from '../scenario/intervention.ts';
import type { ComponentSpec, Scenario } from '../scenario/scenario.ts';
import { RandomSource } from '../kernel/random.ts';
import { VirtualClock } from '../kernel/virtual-clock.ts';
import { invariant } from '../kernel/invariant.ts';
import { Client } from '../components/client/client.ts';
import type { Component } from '../components/component.ts';
import { LinkNetwork } from '../components/link/network.ts';
import { Log } from '../components/log/log.ts';
import { MessageFactory } from '../components/message-factory.ts';
import { Service } from '../components/service/service.ts';
import type { World } from '../components/world.ts';
import { Recorder } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import { TraceHash } from '../trace/trace-hash.ts';
import { applyIntervention } from './apply-intervention.ts';

/** More events than this at one instant: the design sends messages in a circle that takes no time. */
const MOST_EVENTS_AT_ONE_INSTANT = 100_000;

/** A running simulation: a pure function of scenario and input, computed as far as it was asked for. */
export interface Simulation {
  readonly trace: Trace;
  readonly nowUs: number;
  /** Simulates up to and including an instant; does nothing for one that has passed. */
  advanceTo(tUs: number): void;
  /** When something happens next; undefined when nothing ever will. */
  nextDueUs(): number | undefined;
  /** Hash of all entries at or before an instant, which must have been reached. */
  hashAt(tUs: number): string;
  /** Hash of all entries so far. */
  traceHash(): string;
}

/** Builds the run at its instant 0. Interventions take effect after everything else that is due at their instant. */
export function createSimulation(scenario: Scenario, input: RunInput): Simulation {
  const clock = new VirtualClock();
  const trace = new Recorder();
  const components = new Map<string, Component>();
  const world: World = {
    scenario,
    clock,
    trace,
    random: new RandomSource(input.seed),
    messages: new MessageFactory(),
    parameters: Object.fromEntries([...scenario.parameters.values()].map(({ name, initial }) => [name, input.parameters[name] ?? initial])),
    log: (id) => {
      const log = components.get(id);
      invariant(log instanceof Log, () => `${id} is a log`);
      return log;
    },
    get network() {
      return network;
    },
  };
  const network: LinkNetwork = new LinkNetwork(world, scenario.links, scenario.network, components);
  for (const spec of scenario.components.values()) components.set(spec.id, build(world, spec));

  const pending: { readonly index: number; readonly timed: TimedIntervention }[] = input.interventions
    .map((timed, index) => ({ index, timed }))
    .sort((a, b) => a.timed.atUs - b.timed.atUs || a.index - b.index);
  let applied = 0;
  let stopped = false;
  let eventsAtInstant = 0;

  const started = trace.append({
    seq: trace.next, tUs: 0, at: 'run', cause: null, kind: 'run.started',
    scenario: scenario.id, variant: scenario.variant, seed: input.seed,
  });
  for (const component of components.values()) component.start(started);

  const runTo = (tUs: number): void => {
    while (!stopped) {
      const dueUs = clock.nextDueUs();
      if (dueUs === undefined || dueUs > tUs) break;
      eventsAtInstant = dueUs === clock.nowUs ? eventsAtInstant + 1 : 0;
      if (eventsAtInstant > MOST_EVENTS_AT_ONE_INSTANT) {
        stopped = true;
        const why = `More than ${MOST_EVENTS_AT_ONE_INSTANT} things happen at one instant: messages go in a circle that takes no time. The run ends here.`;
        trace.append({ seq: trace.next, tUs: clock.nowUs, at: 'run', cause: null, kind: 'limit.reached', why });
        break;
      }
      clock.step();
    }
    if (!stopped && tUs > clock.nowUs) clock.advanceTo(tUs);
  };

  const hash = new TraceHash(trace);
  return {
    trace,
    get nowUs() {
      return clock.nowUs;
    },
    advanceTo(tUs) {
      while (!stopped && applied < pending.length && (pending[applied] as (typeof pending)[number]).timed.atUs <= tUs) {
        const { index, timed } = pending[applied++] as (typeof pending)[number];
        runTo(timed.atUs);
        if (!stopped) applyIntervention(world, network, components, timed.what, index);
      }
      runTo(tUs);
    },
    nextDueUs() {
      if (stopped) return undefined;
      const dueUs = clock.nextDueUs();
      const planned = pending[applied]?.timed.atUs;
      if (planned === undefined) return dueUs;
      return dueUs === undefined ? planned : Math.min(dueUs, planned);
    },
    hashAt: (tUs) => hash.at(tUs),
    traceHash: () => hash.whole(),
  };
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
