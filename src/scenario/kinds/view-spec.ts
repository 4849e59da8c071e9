import type { Program } from '../program.ts';
import type { ComponentBase, Consumption } from '../scenario.ts';

/** A read model: tables made of events, and answers to queries from them. */
export interface ViewSpec extends ComponentBase {
  readonly kind: 'view';
  readonly restartUs: number;
  /** The one source that it follows. */
  readonly consumes: readonly [Consumption];
  /** By event or query: what it does. */
  readonly handlers: ReadonlyMap<string, Program>;
  /** What its next version does instead, once it is built anew; events that aren't named keep their handlers. */
  readonly nextHandlers: ReadonlyMap<string, Program>;
  /** 1: its place is saved with the rows of each event; more: after so many events. */
  readonly checkpointEvery: number;
  /** How many queries it answers at the same time. */
  readonly workers: number;
}
