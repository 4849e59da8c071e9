import type { QueuedMessageView } from '../../../projections/views/queue-view.ts';
import { QueueNode, queueSize, type QueueItem, type TakenItem } from '../../drawing/queue-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';
import { shareOf } from '../share-of.ts';

/** Places that have room, as the language draws a queue. */
const SLOTS = 7;

looksLike('queue', {
  size: (spec, { widest }) =>
    nodeSizeOf(
      'queue',
      queueSize({ slots: widest === undefined ? SLOTS : SLOTS - 2, dead: spec.deadLetterTo !== null }),
    ),
  draw: ({ spec, component, view, node, selected }) => (
    <QueueNode
      x={node.x}
      y={node.y}
      name={spec.name}
      slots={node.width < 200 ? SLOTS - 2 : SLOTS}
      items={component.ready.map(itemOf)}
      taken={component.unacked.map((one) => takenOf(one, view.tUs))}
      dead={spec.deadLetterTo === null ? undefined : component.givenUp.length}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});

function itemOf({ message }: QueuedMessageView): QueueItem {
  const kind = message.poison ? 'poison' : message.kind === 'command' ? 'command' : 'event';
  return { kind, n: message.label };
}

function takenOf(one: QueuedMessageView, tUs: number): TakenItem {
  return { ...itemOf(one), timeout: one.untilUs === null ? 0 : (shareOf(tUs, one.sinceUs, one.untilUs) ?? 0) };
}
