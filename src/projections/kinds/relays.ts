import type { RelaySpec } from '../../scenario/kinds/relay-spec.ts';
import type { Entry } from '../../trace/entry.ts';
import { withFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import { ServiceFolder, type ServiceState } from '../service-fold.ts';
import type { RelayView } from '../views/relay-view.ts';
import { WaitingIndex } from '../waiting-index.ts';
import { counted, msText } from '../words.ts';

interface RelayState {
  readonly id: string;
  readonly life: ServiceState['life'];
  readonly interfaces: ServiceState['interfaces'];
  readonly service: ServiceState;
  readonly busy: RelayView['busy'];
  /** By message id: whom it was handed to. */
  readonly open: ReadonlyMap<number, string>;
  readonly hits: number;
  readonly misses: number;
  readonly stale: number;
  readonly kept: number;
}

for (const kind of ['gateway', 'esb', 'external', 'balancer', 'cache'] as const)
  viewsKind(kind, (spec: RelaySpec, _scenario, entries) => {
    const folder = new ServiceFolder({ ...spec, kind: 'service' });
    const waiting = new WaitingIndex(spec.id);
    const { id, life, interfaces } = folder.initial;
    const busy = targetsOf(spec).map((target) => ({ target, open: 0, ejected: false }));
    const initial: RelayState = {
      id,
      life,
      interfaces,
      service: folder.initial,
      busy,
      open: new Map(),
      hits: 0,
      misses: 0,
      stale: 0,
      kept: 0,
    };
    const fold = new Fold(entries, initial, (state: RelayState, entry: Entry) =>
      relayAfter(state, folder.fold(state.service, entry), entry),
    );
    const index = {
      take(entry: Entry): void {
        folder.remember(entry);
        waiting.take(entry);
      },
    };
    return withFold(fold, index, (state, entryCount, count) => viewOf(spec, state, entryCount, waiting.after(count)));
  });

function targetsOf(spec: RelaySpec): readonly string[] {
  if (spec.kind === 'cache') return [spec.origin];
  return spec.kind === 'external' ? [] : spec.targets;
}

function relayAfter(state: RelayState, service: ServiceState, entry: Entry): RelayState {
  const next = { ...state, life: service.life, interfaces: service.interfaces, service };
  if (entry.at !== state.id) return next;
  switch (entry.kind) {
    case 'message.sent':
      if (entry.passage !== 'call' || entry.duplicate || state.open.has(entry.message.id)) return next;
      return {
        ...next,
        open: new Map([...state.open, [entry.message.id, entry.to]]),
        busy: withOpen(state.busy, entry.to, 1),
      };
    case 'message.delivered':
      return entry.passage === 'reply' ? ended(next, entry.message.inReplyTo ?? -1) : next;
    case 'call.failed':
      return ended(next, entry.message.id);
    case 'component.crashed':
      return {
        ...next,
        open: new Map(),
        kept: 0,
        busy: state.busy.map(({ target }) => ({ target, open: 0, ejected: false })),
      };
    case 'state.changed': {
      const target = entry.chart.startsWith('target ') ? entry.chart.slice('target '.length) : null;
      const ejected = entry.to === 'ejected';
      return { ...next, busy: state.busy.map((one) => (one.target === target ? { ...one, ejected } : one)) };
    }
    case 'cache.hit':
      return { ...next, hits: state.hits + 1, stale: state.stale + (entry.stale ? 1 : 0) };
    case 'cache.missed':
      return { ...next, misses: state.misses + 1 };
    case 'cache.stored':
      return { ...next, kept: state.kept + 1 };
    case 'cache.dropped':
      return { ...next, kept: Math.max(0, state.kept - 1) };
    default:
      return next;
  }
}

function ended(state: RelayState, id: number): RelayState {
  const target = state.open.get(id);
  if (target === undefined) return state;
  const open = new Map(state.open);
  open.delete(id);
  return { ...state, open, busy: withOpen(state.busy, target, -1) };
}

function withOpen(busy: RelayView['busy'], target: string, change: number): RelayView['busy'] {
  return busy.map((one) => (one.target === target ? { ...one, open: one.open + change } : one));
}

function viewOf(
  spec: RelaySpec,
  { service, busy, hits, misses, stale }: RelayState,
  entryCount: number,
  queue: RelayView['queue'],
): RelayView {
  const facts: [string, string][] = busy.map(({ target, open, ejected }) => [
    target,
    ejected ? 'ejected' : counted(open, 'open request'),
  ]);
  const asked = hits + misses;
  if (spec.kind === 'cache') {
    facts.push(['Hits', String(hits)], ['Misses', String(misses)]);
    if (stale > 0) facts.push(['Given past their time', String(stale)]);
  }
  return {
    ...service,
    kind: spec.kind,
    entryCount,
    queue,
    busy,
    facts,
    counts: { ...service.counts, hits, misses, stale },
    ...(spec.kind === 'cache' && asked > 0 && { sub: `${Math.round((100 * hits) / asked)} % from memory` }),
  };
}

describesEntry('cache.hit', ({ message, key, ageUs, stale }, who) =>
  stale
    ? `${who} gives ${messageName(message)} what it kept for ${key}, past its time, because nothing better comes`
    : `${who} answers ${messageName(message)} from memory: ${key}, ${msText(ageUs)} old`,
);
describesEntry('cache.missed', ({ message, key, why }, who) => {
  const because = {
    absent: `it has nothing for ${key}`,
    expired: `what it has for ${key} is too old`,
    coalesced: `${key} is asked for already, and it waits for that`,
  }[why];
  return `${who} cannot answer ${messageName(message)} from memory: ${because}`;
});
describesEntry('cache.stored', ({ key }, who) => `${who} keeps the answer for ${key}`);
describesEntry('cache.dropped', ({ key, why }, who) => {
  const because = { capacity: 'there is no more room', invalidated: 'it has changed', crash: 'it was only in memory' };
  return `${who} forgets the answer for ${key}: ${because[why]}`;
});
