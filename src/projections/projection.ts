import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';
import type { LagStep, SpaceTimeView } from './space-time.ts';
import type { View } from './view.ts';

/** All projections of one trace. It follows the trace as it grows; `sync` takes in what was appended. */
export interface Projection {
  readonly scenario: Scenario;
  readonly trace: Trace;
  sync(): void;
  /** project(trace, t): the same from a snapshot as from scratch. */
  at(tUs: number): View;
  /** The instants strictly after / before `tUs` at which people would say that something happened; null: none in the trace. */
  nextInstantUs(tUs: number): number | null;
  previousInstantUs(tUs: number): number | null;
  /** What happened at one component (or link) up to `tUs`, newest first, at most `limit`; without the steps inside its handlers. */
  logOf(component: string, tUs: number, limit: number): readonly Entry[];
  /** What the diagram draws from `fromUs` to `toUs`, both included, for somebody who knows nothing that happens after `nowUs`. */
  spaceTime(fromUs: number, toUs: number, nowUs: number): SpaceTimeView;
  /** The lag at `fromUs`, then each change up to `toUs`. */
  lagSteps(log: string, group: string, fromUs: number, toUs: number): readonly LagStep[];
  /** The first entry after `tUs` that people would call something happening, in words: "PlaceOrder 19 reaches Orders". */
  upcoming(tUs: number): { readonly tUs: number; readonly words: string; readonly entry: Entry } | null;
}
