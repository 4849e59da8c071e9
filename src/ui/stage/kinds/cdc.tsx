import { CdcNode, cdcSize } from '../../drawing/cdc-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

for (const kind of ['cdc', 'outbox-relay'] as const)
  looksLike(kind, {
    size: ({ name }) => nodeSizeOf(kind, cdcSize({ name })),
    draw: ({ spec, component, node, selected, terse }) => (
      <CdcNode
        x={node.x}
        y={node.y}
        w={node.width}
        h={node.height}
        name={spec.name}
        sub={terse || kind === 'outbox-relay' ? component.sub : `log ${component.lsn}`}
        state={nodeStateOf(component.life)}
        selected={selected}
      />
    ),
  });
