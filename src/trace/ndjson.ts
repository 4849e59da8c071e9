import { secondsText } from '../kernel/time.ts';
import type { Entry } from './entry.ts';
import type { Message } from './message.ts';

/**
 * One entry as a line of JSON: `seq`, `t` in virtual seconds, `kind`, `at`, `cause`, then the rest. Fields in
 * microseconds (`dueUs`) are written in seconds (`due`). A message is written whole where it is sent, and by id, name
 * and label elsewhere.
 */
export function entryLine(entry: Entry): string {
  const { seq, tUs, at, cause, kind, ...rest } = entry;
  const parts = [
    `"seq":${seq}`,
    `"t":${secondsText(tUs)}`,
    `"kind":${JSON.stringify(kind)}`,
    `"at":${JSON.stringify(at)}`,
    `"cause":${cause ?? 'null'}`,
  ];
  for (const [field, value] of Object.entries(rest)) {
    if (field.endsWith('Us'))
      parts.push(`${JSON.stringify(field.slice(0, -2))}:${typeof value === 'number' ? secondsText(value) : 'null'}`);
    else if (field === 'message' && typeof value === 'object')
      parts.push(`"message":${messageText(value as Message, kind === 'message.sent')}`);
    else parts.push(`${JSON.stringify(field)}:${JSON.stringify(value)}`);
  }
  return `{${parts.join(',')}}`;
}

function messageText(message: Message, whole: boolean): string {
  if (whole) return JSON.stringify(message);
  const { id, name, kind, label } = message;
  return JSON.stringify({ id, name, kind, label });
}
