import type { Message } from '../trace/message.ts';
import type { Row } from '../scenario/scenario.ts';

/** What a read model does for the statements of its own queries. */
export interface ViewPort {
  /**
   * Waits until the version that serves has got to a position, at most for `timeoutUs`; `then` gets null when it has,
   * otherwise a sentence, and the seq of what ended the waiting. At once where it has got there already.
   */
  await(
    message: Message,
    position: number,
    timeoutUs: number,
    cause: number,
    then: (why: string | null, cause: number) => void,
  ): void;
  /** A row of the version that serves. */
  row(table: string, key: string): Row | null;
}
