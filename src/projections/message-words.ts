import type { Scenario } from '../scenario/scenario.ts';
import type { DropReason, MessageDelivered, MessageDropped, MessageSent } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import { placeName } from './words.ts';

/** What people call a message: "PlaceOrder 19", "the answer to PlaceOrder 19". */
export function messageName({ kind, name, label }: Message): string {
  const what = label === '' ? name : `${name} ${label}`;
  if (kind === 'reply') return `the answer to ${what}`;
  return kind === 'error' ? `the error for ${what}` : what;
}

function ackWords(message: Message): string {
  const what = messageName({ ...message, kind: 'command' });
  return message.kind === 'error' ? `does not take ${what}` : `has ${what}`;
}

export function describeDeparture(entry: MessageSent, scenario: Scenario): string {
  const { message, passage, attempt, duplicate } = entry;
  const what = messageName(message);
  const from = placeName(scenario, entry.at);
  const to = placeName(scenario, entry.to);
  if (duplicate) return `the link makes a copy of ${what} on its way to ${to}`;
  const again = attempt > 1 ? ' again' : '';
  switch (passage) {
    case 'call':
    case 'send':
      return `${from} sends ${what} to ${to}${again}`;
    case 'publish':
      return `${from} ${message.kind === 'command' ? 'sends' : 'publishes'} ${what} to ${to}${again}`;
    case 'reply':
      return `${from} sends ${what} to ${to}`;
    case 'fetch':
    case 'delivery':
      return `${from} hands ${what} to ${to}${again}`;
    case 'ack':
      return `${from} tells ${to} that it ${ackWords(message)}`;
    case 'commit':
      return `${from} tells ${to} how far it has read`;
  }
}

export function describeArrival(entry: MessageDelivered, scenario: Scenario): string {
  const to = placeName(scenario, entry.at);
  if (entry.passage === 'commit') return `${to} hears how far ${placeName(scenario, entry.from)} has read`;
  if (entry.passage === 'ack') return `${to} hears that ${placeName(scenario, entry.from)} ${ackWords(entry.message)}`;
  return `${messageName(entry.message)} reaches ${to}`;
}

/** A fate without a last word is neither lost nor late: nobody misses it. */
const FATES: {
  readonly [reason in DropReason]: { readonly words: (to: string, from: string) => string; readonly missed: boolean };
} = {
  'link-lost': { words: (to) => `does not get through to ${to}`, missed: true },
  'link-cut': { words: (to) => `ends at the cut link to ${to}`, missed: true },
  'receiver-down': { words: (to) => `finds ${to} down`, missed: true },
  crash: { words: (to) => `was only in the memory of ${to}`, missed: true },
  'queue-full': { words: (to) => `finds no room at ${to}`, missed: true },
  shed: { words: (to) => `has waited too long at ${to} and is turned away`, missed: false },
  unhandled: { words: (to) => `finds no handler at ${to}`, missed: true },
  'nobody-waits': { words: (to) => `comes too late: ${to} no longer waits for it`, missed: false },
  skipped: { words: (to) => `is skipped by ${to} after its last attempt`, missed: false },
  fenced: { words: (to, from) => `of ${from} comes too late: ${to} has given the partition away`, missed: false },
};

export function describeDrop(
  { message, from, to, reason, mayComeAgain, duplicate }: MessageDropped,
  scenario: Scenario,
): string {
  const { words, missed } = FATES[reason];
  const fate = `${messageName(message)} ${words(placeName(scenario, to), placeName(scenario, from))}`;
  // The copy is gone; what becomes of the message itself is told by its own hop.
  if (duplicate === true) return `A copy of ${fate}`;
  if (!missed) return fate;
  return mayComeAgain ? `${fate}: it is late` : `${fate}: it is lost`;
}
