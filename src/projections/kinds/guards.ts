import { describesEntry } from '../entry-words.ts';
import { messageName } from '../message-words.ts';
import { clause, msText, placeName } from '../words.ts';

describesEntry('call.rejected', ({ message, by, why }, who, scenario) => {
  const what = by === 'budget' ? 'does not try' : 'does not send';
  const again = by === 'budget' ? ' again' : '';
  return `${who} ${what} ${messageName(message)}${again}: ${clause(scenario, why)}`;
});
describesEntry('call.held', ({ message, to, by, tUs, untilUs }, who, scenario) => {
  const what = messageName(message);
  const atMost = msText(untilUs - tUs);
  return by === 'bulkhead'
    ? `${who} keeps ${what} back until a place before ${placeName(scenario, to)} is free, ${atMost} at most`
    : `${who} keeps ${what} back for ${atMost}: the rate limit before ${placeName(scenario, to)} is used up`;
});
