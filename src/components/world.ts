import type { VirtualClock } from '../kernel/virtual-clock.ts';
import type { RandomSource } from '../kernel/random.ts';
import type { StepMeter } from '../scenario/expression.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';
import type { TraceSink } from '../trace/trace-sink.ts';
import type { Guard } from './guard-port.ts';
import type { Network } from './network-port.ts';
import type { Ports } from './ports.ts';
import type { MessageFactory } from './message-factory.ts';

/** What the world gives to every component: time, chance, the network and the trace. Components meet only through it. */
export interface World {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly random: RandomSource;
  readonly trace: TraceSink;
  readonly network: Network;
  /** Where the scenario has rules about who may see what. */
  readonly guard?: Guard;
  readonly messages: MessageFactory;
  /** What expressions may still look at: goes into their scopes under `STEPS`. */
  readonly steps: StepMeter;
  /** Values of the run's parameters, as expressions read them under `param`. */
  readonly parameters: { readonly [name: string]: Data };
  /** What expressions of handlers and workloads can ask: goes into their scopes under `$functions`. */
  readonly functions: { readonly now: () => number };
  /** What a component offers beside messages; it must be of a kind that offers it. */
  port<P extends keyof Ports>(name: P, id: string): Ports[P];
}
