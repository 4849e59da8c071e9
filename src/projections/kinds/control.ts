import { describesEntry } from '../entry-words.ts';
import { msText, placeName } from '../words.ts';

describesEntry('schedule.set', ({ name, label, to, dueUs, tUs, everyUs }, who, scenario) => {
  const again = everyUs === null ? '' : `, then every ${msText(everyUs)}`;
  return `${who} will send ${name} ${label} to ${placeName(scenario, to)} in ${msText(dueUs - tUs)}${again}`;
});
describesEntry('schedule.due', ({ name }, who) => `it is time for ${name}, which ${who} has scheduled`);
describesEntry('schedule.ended', ({ name, why }, who) => `${who} will not send ${name}: ${why}`);
