import type { Intervention } from '../scenario/intervention.ts';
import type { Hop } from './network-port.ts';
import type { Ports } from './ports.ts';

/** What the run can do with any component. Interventions return why they change nothing, or null. */
export interface Component {
  readonly id: string;
  /** What it offers beside messages. */
  readonly ports?: Partial<Ports>;
  /** Begins its life at the run's instant 0. */
  start(cause: number): void;
  /** False while it cannot be reached. */
  readonly reachable: boolean;
  /** A hop arrived; `cause` is the seq of its `message.delivered`. */
  receive(hop: Hop, cause: number): void;
  /** A hop that this component sent was dropped on its way; `cause` is the seq of its `message.dropped`. */
  undelivered(hop: Hop, cause: number): void;
  crash(cause: number): string | null;
  restart(cause: number): string | null;
  slow(factor: number, cause: number): string | null;
  /** No new customers from now on; what is under way goes on. */
  stopArrivals?(): void;
  /** From now on it sends `message` with `field` renamed. */
  rename(message: string, field: string, to: string, cause: number): string | null;
  /** Takes an intervention that only some kinds know; null also where it took effect. */
  intervene?(what: Intervention, cause: number): string | null;
}
