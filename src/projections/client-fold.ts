import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { ClientView } from './view.ts';

/** A client without what indexes of their own know. */
export type ClientState = Omit<ClientView, 'open' | 'entryCount'>;

export function initialClient(id: string): ClientState {
  return {
    ...newborn(id),
    kind: 'client',
    sent: 0,
    outcomes: { ok: 0, refused: 0, failed: 0, timeout: 0 },
    last: null,
  };
}

export function foldClient(state: ClientState, entry: Entry): ClientState {
  const next = foldCommon(state, entry);
  if (entry.at !== state.id) return next;
  switch (entry.kind) {
    case 'message.sent':
      // Its own messages begin their stories; it asks for keys because of them.
      return entry.attempt === 1 && !entry.duplicate && entry.message.causationId === null
        ? { ...next, sent: state.sent + 1 }
        : next;
    case 'request.completed': {
      const { message, outcome, latencyUs, tUs } = entry;
      return {
        ...next,
        outcomes: { ...state.outcomes, [outcome]: state.outcomes[outcome] + 1 },
        last: { message, outcome, latencyUs, atUs: tUs },
      };
    }
    default:
      return next;
  }
}
