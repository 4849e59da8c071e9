import { durationWords } from '../../scenario/durations.ts';
import { describesEntry } from '../entry-words.ts';
import { counted } from '../words.ts';

describesEntry('component.scaled', ({ from, to }, who) => `${who} has ${counted(to, 'worker')} instead of ${from}`);
describesEntry('clock.skewed', ({ byUs }, who) => {
  if (byUs === 0) return `the clock of ${who} is right again`;
  return `the clock of ${who} is ${durationWords(Math.abs(byUs))} ${byUs > 0 ? 'ahead' : 'behind'}`;
});
describesEntry(
  'parameter.changed',
  ({ parameter, from, to }) => `the parameter ${parameter} goes from ${from} to ${to}`,
);
