import type { Entry } from '../../trace/entry.ts';
import { withFold } from '../component-projection.ts';
import { DatabaseFolder } from '../database-fold.ts';
import { describesEntry } from '../entry-words.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { listed, msText } from '../words.ts';

viewsKind('database', (spec, _, entries) => {
  const folder = new DatabaseFolder(spec);
  const index = { take: (entry: Entry): void => folder.remember(entry) };
  return withFold(new Fold(entries, folder.initial, folder.fold), index, (state, entryCount) =>
    folder.view(state, entryCount),
  );
});

const DOES = { read: 'reads a row of', scan: 'reads all of', commit: 'writes its log for' } as const;

describesEntry('query.started', ({ what, table, needUs, active, label }, who) => {
  const share = active > 1 ? `; ${active - 1} more share its disk` : '';
  return `${who} ${DOES[what]} ${table}${of(label)}, which takes ${msText(needUs)} alone${share}`;
});
describesEntry('query.finished', ({ what, table, tookUs, needUs, label }, who) => {
  const longer = tookUs > needUs ? `, ${msText(tookUs - needUs)} of it because others used the disk too` : '';
  return `${who} has ${what === 'commit' ? 'written its log' : 'read'} for ${table}${of(label)} after ${msText(tookUs)}${longer}`;
});
describesEntry('transaction.committed', ({ changes, lsn, label }, who) => {
  const places = listed([...new Set(changes.map(({ table, key }) => `${table} ${key}`.trim()))].slice(0, 4));
  return label === ''
    ? `${who} has its first rows, log to ${lsn}`
    : `${who} commits transaction ${label} (${places}) at ${lsn} of its log: from now on everybody sees it`;
});
describesEntry('transaction.aborted', ({ why, label }, who) => `${who} gives up transaction ${label}: ${why}`);
describesEntry(
  'transaction.repeated',
  ({ label }, who) => `${who} knows this commit of ${label} already and does not do it again`,
);
describesEntry('database.recovered', ({ lsn }, who) => `${who} reads its log to ${lsn}: what is in it has happened`);
describesEntry('replica.applied', ({ replica, table, key, version, tookUs, overtaken }, who) =>
  overtaken
    ? `version ${version} of ${table} ${key} reaches replica ${replica + 1} of ${who}, which has a newer one`
    : `replica ${replica + 1} of ${who} has version ${version} of ${table} ${key}, ${msText(tookUs)} after the write`,
);
describesEntry('replica.read', ({ replicas, table, key, version, newest, backwards }, who) => {
  const from = `${replicas.length === 1 ? 'replica' : 'replicas'} ${listed(replicas.map((one) => String(one + 1)))}`;
  const what = version === 0 ? 'no such row' : `version ${version}`;
  const stale = version < newest ? `, which is stale: version ${newest} was committed` : '';
  return `${who} reads ${table} ${key} from ${from}: ${what}${stale}${backwards ? ', older than its reader has seen' : ''}`;
});

function of(label: string): string {
  return label === '' ? '' : ` for ${label}`;
}
