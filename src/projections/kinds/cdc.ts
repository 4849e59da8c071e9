import { cdcView, foldCdc, initialCdc } from '../cdc-fold.ts';
import { projectFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { viewsKind } from '../kind.ts';
import { counted, msText } from '../words.ts';

viewsKind('cdc', (spec, _, entries) => projectFold(entries, initialCdc(spec), foldCdc, cdcView('cdc')));
viewsKind('outbox-relay', (spec, _, entries) =>
  projectFold(entries, initialCdc(spec), foldCdc, cdcView('outbox-relay')),
);

const DONE: Readonly<Record<string, string>> = {
  c: 'the creation',
  u: 'the update',
  d: 'the deletion',
  r: 'the snapshot',
  t: 'the truncation',
  m: 'a message',
  '': 'the tombstone',
};

describesEntry('change.captured', ({ op, table, key, lagUs, again }, who) => {
  const once = again ? ' again, since its position did not say that it was done' : '';
  return `${who} publishes ${DONE[op] ?? op} of ${table} ${key}${once}, ${msText(lagUs)} after the commit`;
});
describesEntry('change.ignored', ({ table, key, why }, who) => `${who} leaves out ${table} ${key}: ${why}`);
describesEntry('position.stored', ({ lsn }, who) => `${who} notes that everything to ${lsn} of the log is published`);
describesEntry('outbox.polled', ({ waiting, taken }, who) =>
  waiting === 0 ? `${who} finds the outbox empty` : `${who} finds ${counted(waiting, 'message')} and takes ${taken}`,
);
describesEntry('outbox.relayed', ({ name, again }, who) =>
  again ? `${who} publishes ${name} again, since its row is still there` : `${who} publishes ${name} from the outbox`,
);
