import type { Entry } from '../../trace/entry.ts';
import { withFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import { ReadModelFolder, type ReadModelState } from '../read-model-fold.ts';
import type { ReadModelView } from '../views/read-model-view.ts';
import { counted, msText } from '../words.ts';

viewsKind('view', (spec, _, entries) => {
  const folder = new ReadModelFolder(spec);
  const index = { take: (entry: Entry): void => folder.remember(entry) };
  return withFold(new Fold(entries, folder.initial, folder.fold), index, (state, entryCount) => ({
    ...state,
    entryCount,
    ...words(state),
  }));
});

function words(state: ReadModelState): Pick<ReadModelView, 'sub' | 'facts'> {
  const { build, position, building, waiting, tables } = state;
  const rows = tables.reduce((sum, { size }) => sum + size, 0);
  const facts: [string, string][] = [
    ['version', String(build)],
    ['position', position < 0 ? 'none yet' : String(position)],
    ['rows', String(rows)],
  ];
  if (building !== null)
    facts.push([`version ${building.build} is at`, building.position < 0 ? 'none yet' : String(building.position)]);
  if (waiting > 0) facts.push(['queries that wait', String(waiting)]);
  return {
    sub: building === null ? counted(rows, 'row') : `${counted(rows, 'row')}, builds version ${building.build}`,
    facts,
  };
}

describesEntry('view.applied', ({ message, saved, position }, who) => {
  const remembers = saved ? '' : ', and does not remember so yet';
  return `${who} has ${messageName(message)} in its rows, position ${position}${remembers}`;
});
describesEntry('view.advanced', ({ position }, who) => `nothing for ${who} lies before position ${position}`);
describesEntry(
  'view.rebuilding',
  ({ build }, who) => `${who} begins version ${build} from the first event, while version ${build - 1} serves`,
);
describesEntry(
  'view.switched',
  ({ from, build }, who) => `version ${build} of ${who} has caught up and serves instead of version ${from}`,
);
describesEntry(
  'view.awaited',
  ({ message, wanted, position, untilUs, tUs }, who) =>
    `${messageName(message)} waits at ${who} for position ${wanted}, at most ${msText(untilUs - tUs)}; it is at ${place(position)}`,
);
describesEntry(
  'view.reached',
  ({ message, wanted }, who) => `${who} is at position ${wanted}, and ${messageName(message)} goes on`,
);
describesEntry(
  'view.late',
  ({ message, wanted, position }, who) =>
    `${messageName(message)} waits no longer for position ${wanted}: ${who} is at ${place(position)}`,
);
function place(position: number): string {
  return position < 0 ? 'its beginning' : String(position);
}
