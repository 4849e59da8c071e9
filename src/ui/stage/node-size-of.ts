import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { NodeBox } from '../drawing/node-box.ts';
import type { NodeSize } from './placed.ts';

/** A drawing's box as the stage places it. */
export function nodeSizeOf(kind: ComponentSpec['kind'], box: NodeBox): NodeSize {
  return { ...box, kind, size: 16, taper: 0, log: null };
}
