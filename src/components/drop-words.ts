import type { DropReason } from '../trace/entry.ts';

/** What a drop's reason means, for learners. */
export const dropWords: { readonly [reason in DropReason]: string } = {
  'link-lost': 'The network lost it on the way.',
  'link-cut': 'The network between them is cut.',
  'receiver-down': 'Nobody was there to receive it: the receiver is down.',
  crash: 'It was only in memory when the process crashed.',
  'queue-full': 'The inbox is full, so it is turned away.',
  shed: 'It waited too long for a worker, so it is turned away.',
  unhandled: 'The receiver has no handler for this message.',
  'nobody-waits': 'Nobody waits for this answer any more.',
  skipped: 'The consumer gave up on it after its last attempt.',
  fenced: 'The broker has given this partition to somebody else since.',
};
