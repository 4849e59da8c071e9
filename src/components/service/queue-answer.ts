import type { Data } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import type { VerdictData } from '../queue-port.ts';
import type { World } from '../world.ts';

/** Tells a queue what became of a delivery; `attempt` counts from 1, and after the last nobody says it again. */
export function answerQueue(
  world: World,
  delivery: Hop,
  verdict: VerdictData,
  attempt: number,
  final: boolean,
  cause: number,
): void {
  const kind = verdict.verdict === 'ack' ? 'reply' : 'error';
  world.network.ship({
    message: world.messages.answer(delivery.message, delivery.to, kind, verdict as unknown as Data),
    from: delivery.to,
    to: delivery.from,
    passage: 'ack',
    attempt,
    final,
    expectsAnswer: false,
    timeoutAtUs: null,
    record: null,
    cause,
  });
}
