import type { Data } from '../trace/message.ts';

/** Data as a key or a reason: a text as it is, anything else as JSON. */
export function dataText(data: Data): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}
