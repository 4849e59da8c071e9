import { type RegistrySubject, RegistryNode, registrySize } from '../../drawing/registry-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

/** Subjects that have room, the last ones. */
const ROWS = 3;
/** How long a new version's tab stays filled. */
const FRESH_US = 600_000;

looksLike('registry', {
  size: (_, { widest }) => nodeSizeOf('registry', registrySize({ rows: ROWS, w: widest === undefined ? 220 : 180 })),
  draw: ({ spec, component, view, node, selected }) => (
    <RegistryNode
      x={node.x}
      y={node.y}
      w={node.width}
      rows={ROWS}
      name={spec.name}
      subjects={component.subjects.slice(-ROWS).map(({ subject, versions }): RegistrySubject => {
        const last = versions.at(-1);
        const isFresh = last !== undefined && last.registeredUs > 0 && view.tUs - last.registeredUs < FRESH_US;
        return {
          subject,
          versions: versions.map(({ version }) => version),
          written: isFresh ? last.version : undefined,
        };
      })}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});
