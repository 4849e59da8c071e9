import type { Data } from '../trace/message.ts';

/** How a request can end badly: nobody answered in time, the handler failed, the business said no, the contract did not fit, or somebody else was faster. */
export type FailureCode = 'timeout' | 'failed' | 'refused' | 'rejected' | 'conflict';

/** What an error reply carries. */
export interface Failure {
  readonly code: FailureCode;
  readonly why: string;
}

/** The failure that an error reply's data says. */
export function failureOf(data: Data): Failure {
  return data as unknown as Failure;
}
