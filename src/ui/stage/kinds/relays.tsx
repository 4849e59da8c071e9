import { ExternalNode, externalSize } from '../../drawing/external-node.tsx';
import { GatewayNode, gatewaySize } from '../../drawing/gateway-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

/** Lanes drawn at most. */
const MOST_LANES = 8;

for (const kind of ['gateway', 'balancer', 'esb'] as const)
  looksLike(kind, {
    size: ({ name, targets }) => nodeSizeOf(kind, gatewaySize({ name, lanes: lanesFor(targets) })),
    draw: ({ spec, component, node, selected, terse }) => (
      <GatewayNode
        x={node.x}
        y={node.y}
        w={node.width}
        h={node.height}
        name={spec.name}
        lanes={lanesFor(spec.targets)}
        busyLanes={component.busy.flatMap(({ open }, lane) => (open > 0 ? [Math.min(lane, MOST_LANES - 1)] : []))}
        sub={terse ? undefined : subOf(component.tasks.length, component.queue.length)}
        state={nodeStateOf(component.life)}
        selected={selected}
      />
    ),
  });

looksLike('external', {
  size: ({ name }) => nodeSizeOf('external', externalSize({ name })),
  draw: ({ spec, component, node, selected, terse }) => (
    <ExternalNode
      x={node.x}
      y={node.y}
      w={node.width}
      h={node.height}
      name={spec.name}
      sub={terse || component.tasks.length === 0 ? undefined : `${component.tasks.length} open`}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});

const lanesFor = (targets: readonly string[]): number => Math.max(1, Math.min(MOST_LANES, targets.length));

function subOf(open: number, queued: number): string | undefined {
  if (open === 0) return undefined;
  return queued === 0 ? `${open} open` : `${open} open, ${queued} wait`;
}
