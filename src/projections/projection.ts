import type { Entry } from '../trace/entry.ts';
import type { LagStep, SpaceTimeView } from './space-time.ts';
import type { View } from './view.ts';

/** All projections of one trace. It follows the trace as it grows; `sync` takes in what was appended. */
export interface Projection {
  sync(): void;
  /** project(trace, t): the same from a snapshot as from scratch. */
  at(tUs: number): View;
  /** The instants strictly after / before `tUs` at which something happened; null: none in the trace. */
  nextInstantUs(tUs: number): number | null;
  previousInstantUs(tUs: number): number | null;
  /** Entries at one component up to `tUs`, newest first, at most `limit`. */
  logOf(component: string, tUs: number, limit: number): readonly Entry[];
  spaceTime(fromUs: number, toUs: number, nowUs: number): SpaceTimeView;
  lagSteps(log: string, group: string, fromUs: number, toUs: number): readonly LagStep[];
  /** The first entry after `tUs` that people would call something happening, in words: "PlaceOrder 19 reaches Orders". */
  upcoming(tUs: number): { readonly tUs: number; readonly words: string; readonly entry: Entry } | null;
}
