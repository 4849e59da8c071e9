import type { Data } from '../../../trace/message.ts';
import type { Failure } from '../../failure.ts';

/** What came of a request that is passed on, as the handler's expressions read it; `code` is empty for an answer. */
export type Outcome = { readonly code: string; readonly why: string; readonly data: Data };

export const answered = (data: Data): Outcome => ({ code: '', why: '', data });
export const failedWith = ({ code, why }: Failure): Outcome => ({ code, why, data: null });
