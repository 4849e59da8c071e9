import type { DropReason } from '../../trace/entry.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** Writes down that a message is gone from a view's memory, or was turned away; returns the seq. */
export function drop(world: World, id: string, hop: Hop, reason: DropReason, cause: number): number {
  const { trace, clock } = world;
  return trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: id,
    cause,
    kind: 'message.dropped',
    hop: null,
    message: hop.message,
    from: hop.from,
    to: id,
    reason,
    why: dropWords[reason],
    mayComeAgain: reason !== 'unhandled' && reason !== 'skipped' && !hop.final,
  });
}
