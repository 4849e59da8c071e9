import { US_PER_SECOND } from '../../kernel/time.ts';
import type { SqsEvent } from './sqs-event.ts';
import type { SqsReceive } from './sqs-requests.ts';
import { SqsQueue } from './sqs-queue.ts';
import { SQS_DEFAULTS } from './sqs-settings.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

export const SECOND = US_PER_SECOND;

export type Events = readonly SqsEvent<string>[];

/** A queue of text messages; where the settings leave it out, it is a standard queue with SQS's defaults. */
export function sqsQueue(settings: Partial<SqsSettings> = {}): SqsQueue<string> {
  return new SqsQueue({ ...SQS_DEFAULTS, ...settings });
}

/** A FIFO queue that knows messages by their content. */
export function fifoQueue(settings: Partial<SqsSettings> = {}): SqsQueue<string> {
  return sqsQueue({ fifo: true, contentBasedDeduplication: true, ...settings });
}

/** Sends messages; to a FIFO queue, each to the group that its name begins with. */
export function send(queue: SqsQueue<string>, ...texts: string[]): Events {
  return texts.flatMap((body) => queue.send({ body, group: body.slice(0, 1), content: body }, 0));
}

export function bodies(events: Events): readonly string[] {
  return events.flatMap((event) => (event.kind === 'received' ? [event.body] : []));
}

export function receipts(events: Events): readonly string[] {
  return events.flatMap((event) => (event.kind === 'received' ? [event.receipt] : []));
}

export function kinds(events: Events): readonly string[] {
  return events.map(({ kind }) => kind);
}

/** Receives, and says which bodies came. */
export function received(queue: SqsQueue<string>, request: SqsReceive, nowUs: number): readonly string[] {
  return bodies(queue.receive(request, nowUs));
}

/** The sentence with which a request was refused; null if it wasn't. */
export function refusal(events: Events): string | null {
  const [event] = events;
  return event?.kind === 'invalid' ? event.why : null;
}
