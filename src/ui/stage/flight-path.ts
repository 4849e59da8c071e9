import type { Flight } from '../../projections/view.ts';
import { lengthOf, reversed, straight, type Curve } from '../drawing/curve.ts';
import type { PlacedLink, StageLayout } from './placed.ts';
import type { Edge } from '../../projections/topology.ts';

export interface FlightPath {
  /** The same for all flights that share a way in one direction. */
  readonly key: string;
  readonly path: Curve;
  readonly vertical: boolean;
  /** Px that a token keeps from both ends: a subscription ends at its group's mark. */
  readonly clearance: number;
  /** Px that tokens keep to one side, where a way both ways is too short for them to pass each other. */
  readonly aside: number;
}

/** Calls on a way shorter than this keep to their side. */
const SHORT = 90;

const MODES: Readonly<Record<Flight['passage'], Edge['mode']>> = {
  call: 'call',
  reply: 'call',
  send: 'send',
  publish: 'send',
  ack: 'send',
  fetch: 'subscribe',
  delivery: 'subscribe',
  commit: 'subscribe',
};

/** Finds the way that a flight takes on a stage. Answers go back on the way of what they answer. */
export class FlightPaths {
  private readonly found = new Map<string, Map<string, Partial<Record<Flight['passage'], FlightPath | null>>>>();
  private readonly layout: StageLayout;

  constructor(layout: StageLayout) {
    this.layout = layout;
  }

  /** Null: one of the two components is not on the stage. */
  of({ from, to, passage }: Flight): FlightPath | null {
    // Two maps instead of one joined key: thousands of flights ask in every frame.
    let receivers = this.found.get(from);
    if (receivers === undefined) this.found.set(from, (receivers = new Map()));
    let ways = receivers.get(to);
    if (ways === undefined) receivers.set(to, (ways = {}));
    const known = ways[passage];
    if (known !== undefined) return known;
    const mode = MODES[passage];
    return (ways[passage] = this.find(`${from} ${to} ${mode}`, from, to, mode));
  }

  private find(key: string, from: string, to: string, mode: Edge['mode']): FlightPath | null {
    const links = [...this.layout.links.values()];
    const along = (a: string, b: string): PlacedLink | undefined => {
      const between = links.filter(({ edge }) => edge.from === a && edge.to === b);
      return between.find(({ edge }) => edge.mode === mode) ?? between[0];
    };
    const there = along(from, to);
    const back = there === undefined || there.edge.mode !== mode ? along(to, from) : undefined;
    // A way back of the right mode is better than a way there of another.
    const link = back !== undefined && (there === undefined || back.edge.mode === mode) ? back : there;
    if (link === undefined) return this.between(key, from, to);
    const path = link === back ? reversed(link.path) : link.path;
    return {
      key,
      path,
      vertical: link.vertical,
      clearance: link.edge.mode === 'subscribe' && !this.layout.portrait ? 25 : 17,
      aside: link.edge.mode === 'call' && lengthOf(path) < SHORT ? (link === back ? 8 : -8) : 0,
    };
  }

  /** No handler says that this way is taken: an answer to what has changed meanwhile. It goes straight. */
  private between(key: string, from: string, to: string): FlightPath | null {
    const [a, b] = [this.layout.nodes.get(from), this.layout.nodes.get(to)];
    if (a === undefined || b === undefined || a === b) return null;
    const clearance = Math.min(a.width, a.height, b.width, b.height) / 2 + 14;
    return { key, path: straight(a.cx, a.cy, b.cx, b.cy), vertical: false, clearance, aside: 0 };
  }
}
