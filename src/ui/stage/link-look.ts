import type { View } from '../../projections/view.ts';
import { linkId } from '../../trace/link-id.ts';
import type { Fault } from '../drawing/fault-badge.tsx';
import type { LinkMode, LinkState } from '../drawing/link.tsx';
import type { Edge } from '../../projections/topology.ts';

export interface LinkLook {
  readonly mode: LinkMode;
  readonly state: LinkState;
  /** Somebody waits on it in vain: the rails go red. */
  readonly waiting: boolean;
  /** A subscription whose receiver is down. */
  readonly idle: boolean;
  readonly badge: Fault | undefined;
}

const MODE = { call: 'sync', send: 'async', subscribe: 'sub' } as const;

/** How a link looks at an instant: its faults, and whether somebody waits on it for what is down. */
export function linkLook(edge: Edge, view: View): LinkLook {
  const faults = new Set(view.links.get(linkId(edge.from, edge.to))?.state.split('+') ?? []);
  const state: LinkState = faults.has('cut')
    ? 'cut'
    : faults.has('lossy')
      ? 'lossy'
      : faults.has('slow')
        ? 'slow'
        : 'ok';
  const down = isDown(view, edge.to);
  return {
    mode: MODE[edge.mode],
    state,
    waiting: edge.mode === 'call' && (down || state === 'cut') && hasOpenCall(edge, view),
    idle: edge.mode === 'subscribe' && down,
    badge: faults.has('duplicating') ? 'duplicate' : faults.has('reordering') ? 'reorder' : undefined,
  };
}

function isDown(view: View, id: string): boolean {
  const life = view.components.get(id)?.life.state;
  return life === 'crashed' || life === 'restarting';
}

function hasOpenCall({ from, to }: Edge, view: View): boolean {
  const caller = view.components.get(from);
  if (caller?.kind === 'client') return caller.open.length > 0;
  return caller?.kind === 'service' && caller.tasks.some(({ waitingFor }) => waitingFor === to);
}
