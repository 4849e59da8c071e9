import type { TimeUs } from '../../kernel/time.ts';
import type { SqsSend } from './sqs-message.ts';
import { SQS_LIMITS } from './sqs-settings.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

/** What a consumer asks for. */
export interface SqsReceive {
  /** The most messages, 1 to 10; 1 if left out. */
  readonly most?: number;
  /** Instead of the queue's. */
  readonly visibilityTimeoutUs?: TimeUs;
}

/** Why SQS refuses to send this; null if it doesn't. */
export function inspectSend(request: SqsSend<unknown>, settings: SqsSettings): string | null {
  const { group = null, deduplicationId = null, content, delayUs = null } = request;
  const { least, most } = SQS_LIMITS.delayUs;
  if (delayUs !== null && (delayUs < least || delayUs > most)) return 'A delay is between 0 and 15 minutes.';
  if (!settings.fifo) {
    return deduplicationId === null ? null : 'Only a FIFO queue takes a deduplication id.';
  }
  if (group === null) return 'A message to a FIFO queue needs a message group.';
  if (delayUs !== null && delayUs !== 0) return 'A FIFO queue delays all messages alike, not one of them.';
  if (deduplicationId === null && !(settings.contentBasedDeduplication && content !== undefined))
    return 'A FIFO queue without content-based deduplication needs a deduplication id.';
  return null;
}

/** Why SQS refuses to receive this; null if it doesn't. */
export function inspectReceive({ most = 1, visibilityTimeoutUs = 0 }: SqsReceive): string | null {
  const limits = SQS_LIMITS.messagesPerReceive;
  if (!Number.isInteger(most) || most < limits.least || most > limits.most)
    return 'One receive takes between 1 and 10 messages.';
  if (visibilityTimeoutUs < 0 || visibilityTimeoutUs > SQS_LIMITS.visibilityTimeoutUs.most)
    return 'A visibility timeout is between 0 and 12 hours.';
  return null;
}
