import type { GivenUpReason } from '../../trace/entries/queue-entries.ts';

/** Why a message is given up, for learners. */
export const deathWords: { readonly [reason in Exclude<GivenUpReason, 'undeliverable'>]: string } = {
  rejected: 'Its consumer rejected it.',
  expired: 'It waited longer than it may.',
  maxlen: 'The queue is full.',
  delivery_limit: 'It came back more often than the delivery limit allows.',
  cycle: 'It came round to a queue in which it died before.',
};
