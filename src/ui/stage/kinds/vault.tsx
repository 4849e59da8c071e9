import { type RegistrySubject, RegistryNode, registrySize } from '../../drawing/registry-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

/** Keys that have room, the last ones. */
const ROWS = 3;
/** How long a new version's tab stays filled. */
const FRESH_US = 600_000;

// A book of persons with a tab for each version of their keys; a key that was thrown away has none.
looksLike('vault', {
  size: (_, { widest }) => nodeSizeOf('vault', registrySize({ rows: ROWS, w: widest === undefined ? 220 : 180 })),
  draw: ({ spec, component, view, node, selected }) => (
    <RegistryNode
      x={node.x}
      y={node.y}
      w={node.width}
      rows={ROWS}
      name={spec.name}
      subjects={component.keys.slice(-ROWS).map(({ subject, versions, state, changedUs }): RegistrySubject => {
        const isThere = state === 'active';
        return {
          subject: isThere ? subject : `${subject}: no key`,
          versions: isThere ? Array.from({ length: versions }, (_, i) => i + 1) : [],
          written: isThere && view.tUs - changedUs < FRESH_US ? versions : undefined,
        };
      })}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});
