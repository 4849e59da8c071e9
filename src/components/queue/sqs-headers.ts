import type { Data, Message } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import { durationOf } from './amqp-headers.ts';
import type { Item } from './item.ts';
import type { RedrivenMessage } from './sqs-event.ts';
import type { SqsSend } from './sqs-message.ts';

/** A message as its publisher wants it kept, from the headers that it gave; a sentence where they make no sense. */
export function readSqs(item: Item): SqsSend<Item> | string {
  const { group, dedup, delay } = item.message.headers ?? {};
  const delayUs = durationOf(delay);
  if (typeof delayUs === 'string') return `The delay makes no sense: ${delayUs}.`;
  return {
    body: item,
    group: textOf(group),
    deduplicationId: textOf(dedup),
    content: JSON.stringify([item.message.name, item.message.data]),
    delayUs,
  };
}

/** What another queue gave up; null where the message comes from a publisher. */
export function readRedriven(item: Item): RedrivenMessage<Item> | null {
  const { group, sentUs, receiveCount, source } = item.message.headers ?? {};
  if (typeof sentUs !== 'number' || source === undefined) return null;
  return { body: item, group: textOf(group), sentUs, receiveCount: Number(receiveCount) };
}

/** A dead letter as it travels to its dead-letter queue. */
export function redrivenMessage(
  { body: { message }, sentUs, receiveCount }: RedrivenMessage<Item>,
  source: string,
): Message {
  return { ...message, headers: { ...message.headers, source, sentUs, receiveCount } };
}

/** The message group; null: none. */
export function groupOf({ message }: Item): string | null {
  return textOf(message.headers?.['group']);
}

function textOf(value: Data | undefined): string | null {
  return value === undefined || value === null ? null : dataText(value);
}
