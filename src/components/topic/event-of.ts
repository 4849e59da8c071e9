import { US_PER_SECOND } from '../../kernel/time.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Data, Message } from '../../trace/message.ts';

const SECONDS_PER_DAY = 86_400;

/** A message as event patterns see it: EventBridge's envelope, whose time counts from the run's beginning as 1970 began. */
export function eventOf({ id, source, name, data }: Message, nowUs: TimeUs): Data {
  return { id: String(id), source, 'detail-type': name, time: timeText(nowUs), detail: data };
}

/** RFC 3339, in whole seconds as EventBridge has it. */
function timeText(us: TimeUs): string {
  const seconds = Math.floor(us / US_PER_SECOND);
  const [year, month, day] = dateOf(Math.floor(seconds / SECONDS_PER_DAY));
  const ofDay = seconds % SECONDS_PER_DAY;
  const time = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(padded).join(':');
  return `${year}-${padded(month)}-${padded(day)}T${time}Z`;
}

/** The calendar day so many days after 1 January 1970. */
function dateOf(days: number): readonly [number, number, number] {
  let left = days;
  for (let year = 1970; ; year++) {
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [month, length] of lengths.entries()) {
      if (left < length) return [year, month + 1, left + 1];
      left -= length;
    }
  }
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
