import type { VirtualClock } from '../kernel/virtual-clock.ts';
import type { RandomSource } from '../kernel/random.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Network } from './network-port.ts';
import type { LogPort } from './log-port.ts';
import type { MessageFactory } from './message-factory.ts';

/** What the world gives to every component: time, chance, the network and the trace. Components meet only through it. */
export interface World {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly random: RandomSource;
  readonly trace: Recorder;
  readonly network: Network;
  readonly messages: MessageFactory;
  /** Values of the run's parameters, as expressions read them under `param`. */
  readonly parameters: { readonly [name: string]: Data };
  /** The consumer's side of a log. */
  log(id: string): LogPort;
}
