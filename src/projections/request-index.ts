import type { Entry, MessageSent } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import { Intervals } from './intervals.ts';
import type { ClientView } from './view.ts';

type OpenRequest = ClientView['open'][number];

interface Request {
  readonly message: Message;
  readonly sinceUs: number;
  /** Each attempt; the last one says when patience ends. */
  readonly sends: MessageSent[];
  view: OpenRequest | null;
}

/** The requests of one client, from the first attempt to their end. */
export class RequestIndex {
  readonly #requests = new Intervals<Request>();
  /** By message id. */
  readonly #open = new Map<number, number>();
  readonly #client: string;

  constructor(client: string) {
    this.#client = client;
  }

  take(entry: Entry): void {
    if (entry.at !== this.#client) return;
    if (
      entry.kind === 'message.sent' &&
      entry.passage === 'call' &&
      !entry.duplicate &&
      entry.message.causationId === null
    ) {
      const known = this.#open.get(entry.message.id);
      if (known === undefined) {
        const request: Request = { message: entry.message, sinceUs: entry.tUs, sends: [entry], view: null };
        this.#open.set(entry.message.id, this.#requests.open(entry.seq, request));
      } else this.#requests.item(known).sends.push(entry);
    } else if (entry.kind === 'component.crashed') {
      // Whoever waited is gone.
      for (const index of this.#open.values()) this.#requests.close(index, entry.seq);
      this.#open.clear();
    } else if (entry.kind === 'request.completed') {
      const index = this.#open.get(entry.message.id);
      if (index === undefined) return;
      this.#open.delete(entry.message.id);
      this.#requests.close(index, entry.seq);
    }
  }

  /** Open requests after the first `count` entries, oldest first. */
  openAfter(count: number): readonly OpenRequest[] {
    return this.#requests.openAfter(count).map((index) => {
      const request = this.#requests.item(index);
      const last = lastBefore(request.sends, count);
      if (request.view?.timeoutAtUs === last.timeoutAtUs) return request.view;
      return (request.view = { message: request.message, sinceUs: request.sinceUs, timeoutAtUs: last.timeoutAtUs });
    });
  }
}

function lastBefore(sends: readonly MessageSent[], count: number): MessageSent {
  let index = sends.length - 1;
  while (index > 0 && (sends[index] as MessageSent).seq >= count) index--;
  return sends[index] as MessageSent;
}
