import type { StreamSpec } from '../../scenario/kinds/stream-spec.ts';
import type { Entry } from '../../trace/entry.ts';
import type { WindowSpan } from '../../trace/entries/stream-entries.ts';
import { withFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import { ServiceFolder, type ServiceState } from '../service-fold.ts';
import type { StreamView } from '../views/stream-view.ts';
import { WaitingIndex } from '../waiting-index.ts';
import { counted, listed } from '../words.ts';

/** Records whose skew is shown. */
const SHOWN = 40;

interface StreamState {
  readonly id: string;
  readonly life: ServiceState['life'];
  readonly interfaces: ServiceState['interfaces'];
  readonly service: ServiceState;
  readonly watermarkUs: number | null;
  readonly skew: StreamView['skew'];
  readonly panes: number;
  readonly retractions: number;
  readonly dropped: number;
  readonly matches: number;
  readonly timeouts: number;
}

viewsKind('stream', (spec, _scenario, entries) => {
  const folder = new ServiceFolder({ ...spec, kind: 'service' });
  const waiting = new WaitingIndex(spec.id);
  const { id, life, interfaces } = folder.initial;
  const initial: StreamState = {
    id,
    life,
    interfaces,
    service: folder.initial,
    watermarkUs: null,
    skew: [],
    panes: 0,
    retractions: 0,
    dropped: 0,
    matches: 0,
    timeouts: 0,
  };
  const fold = new Fold(entries, initial, (state: StreamState, entry: Entry) =>
    streamAfter(state, folder.fold(state.service, entry), entry),
  );
  const index = {
    take(entry: Entry): void {
      folder.remember(entry);
      waiting.take(entry);
    },
  };
  return withFold(fold, index, (state, entryCount, count) =>
    viewOf(spec, state, entryCount, waiting.after(count).slice()),
  );
});

function streamAfter(state: StreamState, service: ServiceState, entry: Entry): StreamState {
  const next = { ...state, life: service.life, interfaces: service.interfaces, service };
  if (entry.at !== state.id) return next;
  switch (entry.kind) {
    case 'watermark.advanced':
      return { ...next, watermarkUs: entry.watermarkUs };
    case 'stream.taken': {
      const { message, eventTimeUs, tUs } = entry;
      return { ...next, skew: [{ label: message.label, eventTimeUs, tUs }, ...state.skew].slice(0, SHOWN) };
    }
    case 'pane.emitted':
      return { ...next, panes: state.panes + 1 };
    case 'pane.retracted':
      return { ...next, retractions: state.retractions + 1 };
    case 'stream.dropped':
      return { ...next, dropped: state.dropped + 1 };
    case 'pattern.matched':
      return { ...next, matches: state.matches + 1 };
    case 'pattern.timed-out':
      return { ...next, timeouts: state.timeouts + 1 };
    default:
      return next;
  }
}

function viewOf(
  spec: StreamSpec,
  { service, watermarkUs, skew, panes, retractions, dropped, matches, timeouts }: StreamState,
  entryCount: number,
  queue: StreamView['queue'],
): StreamView {
  const facts: [string, string][] = [];
  if (watermarkUs !== null) facts.push(['Watermark', `${seconds(watermarkUs)} of event time`]);
  if (panes > 0) facts.push(['Panes', String(panes)]);
  if (retractions > 0) facts.push(['Taken back', String(retractions)]);
  if (matches > 0) facts.push(['Matches', String(matches)]);
  if (timeouts > 0) facts.push(['Ran out of time', String(timeouts)]);
  if (dropped > 0) facts.push(['Late and dropped', String(dropped)]);
  const done = spec.keeps.kind === 'pattern' ? `${matches} found` : counted(panes, 'pane');
  return {
    ...service,
    kind: 'stream',
    entryCount,
    queue,
    counts: { ...service.counts, panes, retractions, dropped, matches, timeouts },
    watermarkUs,
    skew,
    facts,
    ...(spec.keeps.kind === 'nothing' ? {} : { sub: done }),
  };
}

function seconds(us: number): string {
  return `${(us / 1_000_000).toFixed(1)} s`;
}

function windowText({ startUs, endUs }: WindowSpan): string {
  return startUs === null || endUs === null ? 'of all time' : `from ${seconds(startUs)} to ${seconds(endUs)}`;
}

const about = (key: string): string => (key === '' ? '' : ` of ${key}`);

describesEntry(
  'watermark.advanced',
  ({ watermarkUs }, who) => `${who} expects nothing from before ${seconds(watermarkUs)}`,
);
describesEntry(
  'stream.taken',
  ({ message, eventTimeUs }, who) => `${who} takes ${messageName(message)}, which happened at ${seconds(eventTimeUs)}`,
);
describesEntry('pane.emitted', ({ key, window, value, timing }, who) => {
  const when = { EARLY: 'early', ON_TIME: 'on time', LATE: 'late' }[timing];
  return `${who} says ${JSON.stringify(value)} for the window${about(key)} ${windowText(window)}, ${when}`;
});
describesEntry(
  'pane.retracted',
  ({ key, window, value }, who) =>
    `${who} takes back ${JSON.stringify(value)} for the window${about(key)} ${windowText(window)}`,
);
describesEntry('stream.dropped', ({ message, why }, who) => `${who} leaves out ${messageName(message)}: ${why}`);
describesEntry(
  'window.merged',
  ({ key, from, window }, who) =>
    `${who} joins ${counted(from.length, 'session')}${about(key)} to one ${windowText(window)}`,
);
describesEntry(
  'window.expired',
  ({ key, window }, who) => `${who} forgets the window${about(key)} ${windowText(window)}`,
);
describesEntry('stream.joined', ({ key, left, right }, who) =>
  left === null || right === null ? `${who} finds no partner${about(key)}` : `${who} joins two records${about(key)}`,
);
for (const kind of ['pattern.matched', 'pattern.timed-out'] as const)
  describesEntry(kind, ({ key, taken, whenUs }, who) => {
    const steps = listed(taken.map(({ step, label }) => `${step} ${label}`.trim()));
    return kind === 'pattern.matched'
      ? `${who} finds the pattern${about(key)} at ${seconds(whenUs)}: ${steps}`
      : `${who} gives up a beginning${about(key)} at ${seconds(whenUs)}: ${steps}`;
  });
