import { describesEntry } from '../entry-words.ts';

describesEntry('saga.moved', ({ to, step, attempt, label }, who) => {
  const again = attempt > 1 ? `, for the ${attempt}${attempt === 2 ? 'nd' : attempt === 3 ? 'rd' : 'th'} time` : '';
  if (to === 'do') return `${who} does step ${step} of saga ${label}${again}`;
  if (to === 'compensate') return `${who} undoes step ${step} of saga ${label}${again}`;
  return to === 'completed' ? `saga ${label} is done, all of it` : `saga ${label} is undone: nothing of it is left`;
});
describesEntry('saga.resumed', ({ label }, who) => `${who} takes up saga ${label} where it was before the crash`);
