import { durationWords } from '../../../scenario/durations.ts';
import type { StreamSpec } from '../../../scenario/kinds/stream-spec.ts';
import type { StreamView } from '../../../projections/views/stream-view.ts';
import { StreamProcessorNode, streamProcessorSize } from '../../drawing/stream-processor-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';

/** Events that have left the window and are drawn behind it, at most. */
const PASSED = 4;

looksLike('stream', {
  size: (spec, { widest }) => {
    const box = streamProcessorSize({ name: spec.name });
    return nodeSizeOf('stream', widest === undefined ? box : { ...box, w: Math.min(box.w, Math.max(widest, 150)) });
  },
  draw: ({ spec, component, node, selected, terse }) => {
    const spanUs = spanOf(spec);
    return (
      <StreamProcessorNode
        x={node.x}
        y={node.y}
        w={node.width}
        h={node.height}
        name={spec.name}
        span={spanUs === null ? undefined : durationWords(spanUs)}
        held={heldIn(component, spanUs)}
        passed={Math.min(PASSED, (component.counts['panes'] ?? 0) + (component.counts['matches'] ?? 0))}
        sub={terse ? undefined : component.sub}
        state={nodeStateOf(component.life)}
        selected={selected}
      />
    );
  },
});

/** How much event time it looks at together; null: no end. */
function spanOf({ keeps }: StreamSpec): number | null {
  switch (keeps.kind) {
    case 'nothing':
      return null;
    case 'pattern':
      return keeps.withinUs;
    case 'interval-join':
      return keeps.toUs - keeps.fromUs;
    default:
      switch (keeps.windowing.window.kind) {
        case 'session':
          return keeps.windowing.window.gapUs;
        case 'global':
          return null;
        default:
          return keeps.windowing.window.sizeUs;
      }
  }
}

/** Events taken last whose window the watermark has not passed. */
function heldIn({ skew, watermarkUs }: StreamView, spanUs: number | null): number {
  if (spanUs === null) return 0;
  return skew.filter(({ eventTimeUs }) => eventTimeUs + spanUs > (watermarkUs ?? Number.NEGATIVE_INFINITY)).length;
}
