import type { Data } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** Answers a producer on the attempt that its record came with; `cause` is the seq of what it learns. */
export function acknowledge(
  world: World,
  from: string,
  hop: Hop,
  kind: 'reply' | 'error',
  data: Data,
  cause: number,
): void {
  world.network.ship({
    message: world.messages.answer(hop.message, from, kind, data),
    from,
    to: hop.from,
    passage: 'ack',
    attempt: hop.attempt,
    final: hop.final,
    expectsAnswer: false,
    timeoutAtUs: null,
    record: null,
    cause,
  });
}
