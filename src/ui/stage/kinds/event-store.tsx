import type { EventStoreView } from '../../../projections/views/event-store-view.ts';
import { EventStoreNode, eventStoreSize, type StoredStream } from '../../drawing/event-store-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

/** Streams that have room, and events of each. */
const [SLOTS, EVENTS] = [2, 4] as const;
const [WIDE, NARROW] = [282, 188] as const;

looksLike('event-store', {
  size: (_, { widest }) =>
    nodeSizeOf('event-store', eventStoreSize({ slots: SLOTS, w: widest === undefined ? WIDE : NARROW })),
  draw: ({ spec, component, node, selected }) => (
    <EventStoreNode
      x={node.x}
      y={node.y}
      w={node.width}
      name={spec.name}
      slots={SLOTS}
      streams={tailsOf(component, node.width < WIDE ? EVENTS - 2 : EVENTS)}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});

const known = new WeakMap<object, Map<number, readonly StoredStream[]>>();

/** The streams that were written to last, with their last events. */
function tailsOf(store: EventStoreView, events: number): readonly StoredStream[] {
  const [all, streams] = store.tables;
  if (all === undefined || streams === undefined) return [];
  let tails = known.get(all);
  if (tails === undefined) known.set(all, (tails = new Map()));
  let shown = tails.get(events);
  if (shown === undefined) {
    const names = new Set(streams.recent.slice(0, SLOTS).map(({ key }) => key));
    const labels = new Map<string, string[]>([...names].map((name) => [name, []]));
    for (const { stream, type } of all.rows().values()) labels.get(String(stream))?.push(shortName(String(type)));
    shown = [...labels]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, list]) => ({
        id,
        events: list.slice(-events).map((label) => ({ label })),
        older: Math.max(0, list.length - events),
      }));
    tails.set(events, shown);
  }
  return shown;
}

/** The last word of a name: `MoneyDeposited` is `Deposited`. */
function shortName(type: string): string {
  return /[A-Z][a-z0-9]*$/.exec(type)?.[0] ?? type;
}
