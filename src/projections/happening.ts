import type { Entry, Passage } from '../trace/entry.ts';

/** Answers of the machinery among itself; what they bring about has an entry of its own. */
const BOOKKEEPING: ReadonlySet<Passage> = new Set<Passage>(['ack', 'commit']);

/** Whether people would say that something happens: not the steps inside a handler, nor the machinery's bookkeeping. */
export function isHappening(entry: Entry): boolean {
  switch (entry.kind) {
    case 'run.started':
    case 'statement.started':
    case 'table.read':
      return false;
    case 'message.sent':
    case 'message.delivered':
      return !BOOKKEEPING.has(entry.passage);
    default:
      return true;
  }
}
