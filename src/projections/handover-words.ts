import { describesEntry } from './entry-words.ts';
import { messageName } from './message-words.ts';
import { placeName } from './words.ts';

/** Adds the words for what queues and topics have alike. */
export function describeHandover(): void {
  describesEntry(
    'broker.handed-over',
    ({ message, to }, who, scenario) => `${who} forgets ${messageName(message)}: ${placeName(scenario, to)} has it`,
  );
}
